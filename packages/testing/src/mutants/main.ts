import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";
import { copyRepository, type RepositoryCopy } from "./repository-copy.ts";
import { runTests, type TestResult } from "./run-tests.ts";

// `npm run mutants` breaks copies of the repository in one place after the other; each has to turn its named test red.
// Words choose the mutants whose name or file contains one, `--changed REF` those whose file or test differs from a commit.
// `--lanes 1` takes one copy; `--all-tests` lists all that is red.

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const limitSeconds = 900;
const say = (text: string) => process.stdout.write(`${text}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "all-tests": { type: "boolean", default: false },
    changed: { type: "string" },
    lanes: { type: "string", default: String(Math.min(2, availableParallelism())) },
  },
});

const changed = values.changed === undefined ? null : changedFiles(values.changed);
const isNamed = ({ name, file }: Mutant) =>
  positionals.length === 0 || positionals.some((word) => `${name} ${file}`.includes(word));
const isTouched = ({ file, killedBy }: Mutant) =>
  changed === null || changed.has(file) || changed.has(killedBy.file);
const chosen = mutants.filter((mutant) => isNamed(mutant) && isTouched(mutant));
const lanes = Math.min(Number(values.lanes), chosen.length);
const copies = Array.from({ length: lanes }, () => copyRepository(root));
process.once("exit", () => copies.forEach((copy) => copy.remove()));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => process.exit(1));
}

const startedAt = performance.now();
const problems = [
  ...(chosen.length === 0 && changed === null ? ["no mutant was chosen"] : []),
  ...(await inLanes([...new Set(chosen.map(packageOf))], redWithoutMutants)),
  ...(await inLanes(chosen, survivorOf)),
];
const seconds = Math.round((performance.now() - startedAt) / 1_000);
say(`\n${chosen.length} mutants, ${problems.length} problems, ${seconds} s`);
for (const problem of problems) say(`✗ ${problem}`);
report("mutants that survive", problems.length, 0);
report("seconds for all mutants", seconds, limitSeconds);
process.exit(problems.length > 0 ? 1 : 0);

/** Nothing where that is not known, as in a shallow clone. */
function changedFiles(ref: string): ReadonlySet<string> {
  const diff = spawnSync("git", ["diff", "--name-only", ref], { cwd: root, encoding: "utf8" });
  if (diff.status !== 0) say(`What has changed since "${ref}" is not known.`);
  return new Set(diff.status === 0 ? diff.stdout.split("\n") : []);
}

/** Each copy takes the next piece of work as soon as it is free. */
async function inLanes<Work>(
  work: readonly Work[],
  run: (copy: RepositoryCopy, piece: Work) => Promise<string[]>,
): Promise<string[]> {
  const waiting = [...work];
  const found = await Promise.all(
    copies.map(async (copy) => {
      const own: string[] = [];
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        own.push(...(await run(copy, next)));
      }
      return own;
    }),
  );
  return found.flat();
}

function packageOf({ killedBy }: Mutant): string {
  return killedBy.file.split("/").slice(0, 2).join("/");
}

/** The named tests have to be green without a mutant: one run for each package. */
async function redWithoutMutants({ folder }: RepositoryCopy, home: string): Promise<string[]> {
  const ofPackage = chosen.filter((mutant) => packageOf(mutant) === home);
  const files = [...new Set(ofPackage.map(({ killedBy }) => killedBy.file))];
  const titles = ofPackage.map(({ killedBy }) => killedBy.title);
  const { results, output } = await runTests(folder, files, titles);
  say(`· without mutants ${home}: ${results.length} tests`);
  const missing = ofPackage.filter((mutant) => !resultOf(mutant, results)?.passed);
  if (missing.length > 0) say(output);
  return missing.map(({ killedBy }) => `red or missing without a mutant: ${killedBy.title}`);
}

async function survivorOf(copy: RepositoryCopy, mutant: Mutant): Promise<string[]> {
  const { file, title } = mutant.killedBy;
  const problem = await copy
    .withMutant(mutant, async () => {
      const named = values["all-tests"] ? [] : [title];
      const { results, output } = await runTests(copy.folder, [file], named);
      if (values["all-tests"]) listRed(results);
      return results.length === 0
        ? `no test ran: ${output.slice(-1_000)}`
        : missedBy(mutant, results);
    })
    .catch(String);
  say(`${problem === null ? "✓ killed  " : "✗ survived"} ${mutant.name}`);
  return problem === null ? [] : [`${mutant.name}: ${problem}`];
}

function listRed(results: readonly TestResult[]): void {
  for (const { passed, title } of results) if (!passed) say(`    red: ${title}`);
}

function missedBy(mutant: Mutant, results: readonly TestResult[]): string | null {
  const { title } = mutant.killedBy;
  const result = resultOf(mutant, results);
  if (!result) return `there is no test "${title}"`;
  return result.passed ? `"${title}" is green` : null;
}

/** Of several tests with this title, one that failed. */
function resultOf({ killedBy }: Mutant, results: readonly TestResult[]): TestResult | undefined {
  const named = results.filter(({ title }) => title.includes(killedBy.title));
  return named.find(({ passed }) => !passed) ?? named[0];
}

function report(name: string, value: number, limit: number): void {
  const file = process.env["FIGURES_FILE"];
  if (!file) return;
  appendFileSync(file, `${JSON.stringify({ [name]: { value, limit, ok: value <= limit } })}\n`);
}
