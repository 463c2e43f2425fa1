import { defineConfig } from "vitest/config";

/** What Stryker runs for each mutant of the steps of a move: their own tests, which need no stack. */
export default defineConfig({
  test: { include: ["src/reschedule/**/*.test.ts"], testTimeout: 30_000 },
});
