import { readFileSync } from "node:fs";
import { equivalents } from "./equivalents.ts";

// Prints the table of a run of Stryker, and fails below the goal: `node stryker-score.ts REPORT GOAL [part]`. Equivalent
// mutants do not count; of a whole run they are at most one in twenty.

const [report = "", goal = "100", extent = "whole"] = process.argv.slice(2);
const limitOfEquivalents = 0.05;
const say = (text: string) => process.stdout.write(`${text}\n`);

interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly Found[] }>
  >;
}

interface Found {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

interface Row {
  readonly name: string;
  killed: number;
  survived: number;
  equivalent: number;
}

const { files } = JSON.parse(readFileSync(report, "utf8")) as Report;
const rows = Object.entries(files).map(([name, { source, mutants }]) =>
  rowOf(name, source, mutants),
);
const all = rows.reduce((sum, row) => add(sum, row), {
  name: "all",
  killed: 0,
  survived: 0,
  equivalent: 0,
});
say(`\n${"file".padEnd(40)} mutants  killed  survived  equivalent   score`);
for (const row of [...rows, all]) say(lineOf(row));
const share = all.equivalent / Math.max(1, all.killed + all.survived + all.equivalent);
const isGood = scoreOf(all) >= Number(goal) && (extent === "part" || share <= limitOfEquivalents);
const percent = (value: number) => `${value.toFixed(1)} %`;
say(
  `${isGood ? "✓" : "✗"} ${percent(scoreOf(all))} of ${goal} %, equivalent: ${percent(share * 100)}`,
);
process.exit(isGood ? 0 : 1);

function rowOf(name: string, source: string, mutants: readonly Found[]): Row {
  const lines = source.split("\n");
  const row: Row = { name, killed: 0, survived: 0, equivalent: 0 };
  for (const mutant of mutants) {
    const text = lines[mutant.location.start.line - 1]?.trim() ?? "";
    if (mutant.status === "Killed" || mutant.status === "Timeout") row.killed += 1;
    else if (mutant.status !== "Survived" && mutant.status !== "NoCoverage") continue;
    else if (isEquivalent(name, text, mutant)) row.equivalent += 1;
    else {
      row.survived += 1;
      say(
        `${name}:${mutant.location.start.line} ${mutant.status} ${mutant.mutatorName}\n  ${text}\n  → ${mutant.replacement ?? ""}`,
      );
    }
  }
  return row;
}

function isEquivalent(name: string, text: string, { replacement = "" }: Found): boolean {
  return equivalents.some(
    (each) =>
      each.file.endsWith(name) && each.line === text && each.replacements.includes(replacement),
  );
}

function add(sum: Row, row: Row): Row {
  return {
    name: sum.name,
    killed: sum.killed + row.killed,
    survived: sum.survived + row.survived,
    equivalent: sum.equivalent + row.equivalent,
  };
}

function scoreOf({ killed, survived }: Row): number {
  return killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
}

function lineOf(row: Row): string {
  const { name, killed, survived, equivalent } = row;
  const cells = [killed + survived + equivalent, killed, survived, equivalent];
  const numbers = cells.map((cell) => String(cell).padStart(9)).join("");
  return `${name.replace(/^src\//, "").padEnd(40)}${numbers}  ${scoreOf(row).toFixed(1).padStart(6)} %`;
}
