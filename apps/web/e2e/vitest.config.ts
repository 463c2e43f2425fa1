import { defineConfig } from "vitest/config";

/** Walks through the running product: one real stack for all of them, one walk after the other. */
export default defineConfig({
  test: {
    name: "e2e",
    include: ["**/*.e2e.ts"],
    globalSetup: [new URL("support/start-stack.ts", import.meta.url).pathname],
    setupFiles: [new URL("support/report-failures.ts", import.meta.url).pathname],
    fileParallelism: false,
    // They share nothing but the stack: one process for all loads the browser's client once.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
