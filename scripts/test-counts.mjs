import { existsSync, readFileSync } from "node:fs";

/**
 * Closes a test run with one line of counts, read from vitest's JSON report.
 * @returns false when there is no report or no test ran, which must not pass for success.
 */
export function printTestCounts(reportFile) {
  if (!existsSync(reportFile)) return false;
  const report = JSON.parse(readFileSync(reportFile, "utf8"));
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + (report.success ? 0 : report.numFailedTests === 0 ? 1 : 0);
  console.log(
    `\n${report.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`,
  );
  return report.numPassedTests > 0;
}
