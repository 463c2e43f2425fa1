// Measures the tree against the style budget: what lint rules, which see one file at a time, cannot.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE = /\.(ts|tsx|mjs)$/;
const TEST = /\.(test|e2e|test-d)\.tsx?$|\/(test|e2e)\//;
const GENERATED = /database\.types\.ts$|next-env\.d\.ts$/;
const UNFINISHED = /\b(TODO|FIXME|XXX)\b|\b(it|test|describe)\.(skip|only|todo)\b/;
const STAND_IN_WORD = /sandbox/i;
const ORPHANED_DOC = /\*\/[ \t]*\n\s*\/\*\*/;
// `const dayMs = …`, `const HOUR = …`, and the same numbers without a name.
const TIME_CONSTANT =
  /\b(?:const|let) (?:second|minute|hour|day|week)(?:_?ms)? = [1-9][\d_]*(?: \* \w+)*;|\b(?:86_?400|3_?600|604_?800)_?000\b|[*/] (?:60_000|60 \* 1_?000)\b/i;
/** The one library, and the stand-ins, which share no code with what they are to contradict. */
const TIME_CONSTANTS_IN = [
  "packages/cal/src/time/durations.ts",
  "apps/sandbox/src/time/durations.ts",
];

const BUDGETS = [
  { folder: "packages", longest: 300, p90: 200, testToSource: 0.9 },
  { folder: "apps", longest: 300, p90: 200, testToSource: 0.3 },
];
const PRODUCT = [
  "packages/cal/src",
  "packages/db/src",
  "packages/api/src",
  "packages/messages/src",
  "packages/react/src",
  "apps/web/src",
  "apps/worker/src",
];

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (["node_modules", "dist"].includes(entry.name) || entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (SOURCE.test(entry.name) && !GENERATED.test(entry.name)) yield path;
  }
}

const countLines = (text) => text.split("\n").filter((line) => line.trim() !== "").length;
const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function measure(folder) {
  const files = [...filesIn(join(root, folder))].map((path) => {
    const text = readFileSync(path, "utf8");
    return { path: relative(root, path).replaceAll("\\", "/"), text, lines: countLines(text) };
  });
  const isTest = (file) => TEST.test(file.path);
  const source = files.filter((file) => !isTest(file));
  const sum = (list) => list.reduce((total, file) => total + file.lines, 0);
  const lengths = source.map((file) => file.lines).toSorted((left, right) => left - right);
  return {
    files,
    source,
    longest: lengths.at(-1) ?? 0,
    p90: percentile(lengths, 0.9),
    testToSource: sum(files.filter(isTest)) / Math.max(1, sum(source)),
  };
}

const broken = [];
for (const budget of BUDGETS) {
  const found = measure(budget.folder);
  const ratio = found.testToSource.toFixed(2);
  console.log(
    `  ${budget.folder}: longest file ${found.longest}, p90 ${found.p90}, test/source ${ratio}`,
  );
  if (found.longest > budget.longest)
    broken.push(`${budget.folder}: a file has more than ${budget.longest} lines`);
  if (found.p90 > budget.p90)
    broken.push(`${budget.folder}: p90 file is longer than ${budget.p90} lines`);
  if (found.testToSource < budget.testToSource)
    broken.push(`${budget.folder}: test/source below ${budget.testToSource}`);
  for (const { path, text } of found.files) {
    if (UNFINISHED.test(text)) broken.push(`${path}: unfinished work or a skipped test`);
    if (ORPHANED_DOC.test(text))
      broken.push(`${path}: two doc blocks in a row, the first documents nothing`);
    if (TIME_CONSTANT.test(text) && !TIME_CONSTANTS_IN.includes(path))
      broken.push(`${path}: defines a time constant, which @reslot/cal/time has`);
  }
  for (const { path, text } of found.source) {
    const isProduct = PRODUCT.some((folder) => path.startsWith(`${folder}/`));
    if (isProduct && STAND_IN_WORD.test(text))
      broken.push(`${path}: product source names a stand-in`);
  }
}

for (const line of broken) console.error(`✗ ${line}`);
console.log(broken.length === 0 ? "✓ style       within the budget" : "");
process.exit(broken.length === 0 ? 0 : 1);
