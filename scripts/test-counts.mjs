import { existsSync, readFileSync } from "node:fs";

/**
 * Closes a test run with one line of counts, read from vitest's JSON report. A run that ended badly without a failed
 * test (a file that did not load, a rejection that nobody handled) counts as one failure.
 * @returns false when there is no report or no test ran, which must not pass for success.
 */
export function printTestCounts(reportFile, exitCode) {
  if (!existsSync(reportFile)) return false;
  const report = JSON.parse(readFileSync(reportFile, "utf8"));
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests || (exitCode === 0 ? 0 : 1);
  console.log(
    `\n${report.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`,
  );
  return report.numPassedTests > 0;
}
