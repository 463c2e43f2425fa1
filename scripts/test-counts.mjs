import { existsSync, readFileSync } from "node:fs";

/**
 * Closes test runs with one line of counts, read from vitest's JSON reports. A run that ended badly without a failed
 * test (a file that did not load, an unhandled rejection) counts as one failure.
 * @param {{ report: string; code: number }[]} runs
 * @returns whether all went well; not when no test ran, which must not pass for success
 */
export function printTestCounts(runs) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { report, code } of runs) {
    const { passed, failed, skipped } = readCounts(report);
    counts.passed += passed;
    counts.failed += failed || (code === 0 ? 0 : 1);
    counts.skipped += skipped;
  }
  const { passed, failed, skipped } = counts;
  console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  return passed > 0 && failed === 0;
}

function readCounts(reportFile) {
  if (!existsSync(reportFile)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(reportFile, "utf8"));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
