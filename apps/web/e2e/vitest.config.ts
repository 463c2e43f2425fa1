import { defineConfig } from "vitest/config";

/** Journeys through the running product: each worker has one of its own. */
export default defineConfig({
  test: {
    name: "e2e",
    include: ["**/*.e2e.ts"],
    globalSetup: [new URL("support/start-stack.ts", import.meta.url).pathname],
    setupFiles: [new URL("support/report-failures.ts", import.meta.url).pathname],
    // A worker's files share nothing but its product: one process loads the browser's client once.
    isolate: false,
    testTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 180_000,
  },
});
