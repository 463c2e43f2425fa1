import { defineConfig } from "vitest/config";

/** What Stryker runs for each mutant of availability: its own tests, each file by itself. */
export default defineConfig({
  test: { include: ["src/availability/**/*.test.ts"], testTimeout: 30_000 },
});
