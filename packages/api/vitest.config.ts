import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/api",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "test/simulator/broken-protocols.test.ts"],
    globalSetup: ["test/support/start-stack.ts"],
    // Each worker has a Cal.com and a database of its own, which its files use one after the other.
    isolate: false, // none of them leaves anything behind in the process
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
  },
});
