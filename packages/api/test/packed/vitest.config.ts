import { defineConfig } from "vitest/config";

/** What `npm run examples` runs: the packages as others install them. */
export default defineConfig({
  test: {
    name: "packed",
    include: ["test/packed/*.packed.ts"],
    globalSetup: ["test/packed/pack.ts", "test/support/start-stack.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
