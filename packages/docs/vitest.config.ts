import { defineConfig } from "vitest/config";

export default defineConfig({
  // A busy machine takes seconds to load a package.
  test: {
    name: "@reslot/docs",
    include: ["test/**/*.test.ts"],
    isolate: false,
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
