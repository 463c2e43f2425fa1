import { defineConfig } from "vitest/config";

export default defineConfig({
  // Some tests wait for real timeouts, and a busy machine must not fail the others.
  test: {
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    isolate: false,
    maxConcurrency: 20,
  },
});
