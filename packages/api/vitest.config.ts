import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/api",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/start-stack.ts"],
    // The files share one Cal.com and one database, and each test begins with an empty Cal.com.
    fileParallelism: false,
    isolate: false, // none of them leaves anything behind in the process
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
