import { defineConfig } from "vitest/config";

/** Part of `npm run simulate` alone: a broken protocol takes more worlds than `npm test` has for a whole one. */
export default defineConfig({
  test: {
    name: "broken-protocols",
    include: ["test/simulator/broken-protocols.test.ts"],
    globalSetup: ["test/support/start-stack.ts"],
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
