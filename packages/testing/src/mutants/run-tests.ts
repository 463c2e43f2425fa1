import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A test that ran. */
export interface TestResult {
  readonly title: string;
  readonly passed: boolean;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** A mutant may make a test wait for ever. */
const limitMs = 300_000;

/**
 * Runs test files of one package, or only their tests that have one of the titles, in one worker.
 *
 * @param folder - Of the repository.
 * @param files - From the repository's root.
 * @returns what ran; nothing where the files could not be loaded
 */
export async function runTests(
  folder: string,
  files: readonly string[],
  titles: readonly string[] = [],
): Promise<{ results: TestResult[]; output: string }> {
  const [home = ""] = /^(?:apps|packages)\/[^/]+/.exec(files[0] ?? "") ?? [];
  const report = join(folder, home, ".local-mutants-report.json");
  rmSync(report, { force: true });
  const line = [
    join(folder, home, "node_modules/vitest/vitest.mjs"),
    "run",
    "--maxWorkers=1",
    "--reporter=json",
    `--outputFile=${report}`,
    ...(titles.length === 0 ? [] : ["--testNamePattern", titles.map(escapePattern).join("|")]),
    ...files.map((file) => file.slice(home.length + 1)),
  ];
  const output = await run(line, join(folder, home));
  if (!existsSync(report)) return { results: [], output };
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
  const results = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "passed" || status === "failed")
    .map(({ fullName, status }) => ({ title: fullName, passed: status === "passed" }));
  return { results, output };
}

const escapePattern = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function run(line: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, line, { cwd, timeout: limitMs });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    }
    child.once("close", () => resolve(output.join("")));
  });
}
