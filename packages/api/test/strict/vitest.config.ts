import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/api jobs",
    include: ["test/strict/*.strict.ts"],
    globalSetup: ["test/support/start-stack.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
