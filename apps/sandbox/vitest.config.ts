import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/sandbox",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/temporary-folder.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
