import { defineConfig } from "vitest/config";

/** Takes pictures of every page and state: `npm run screens`. */
export default defineConfig({
  test: {
    name: "screens",
    root: import.meta.dirname,
    include: ["*.screens.ts"],
    globalSetup: [new URL("../support/start-stack.ts", import.meta.url).pathname],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
});
