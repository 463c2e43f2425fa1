import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "@": path("./src"),
      // What bundlers for the server take: the package's other file only ever throws.
      "server-only": path("./node_modules/server-only/empty.js"),
    },
  },
  test: {
    name: "@reslot/web",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    isolate: false, // none of them leaves anything behind
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
