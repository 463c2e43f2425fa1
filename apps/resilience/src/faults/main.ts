// The fault table: one dependency of the real stack fails for fifteen seconds before, during or after the one POST
// of a move, and what people see, what is stored and what repairs it is written down.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minuteMs } from "@reslot/cal/time";
import { z } from "zod";
import { fromInstant, now, toInstant } from "../clock.ts";
import { areWithinLimits, atLeast, atMost, writeFigures } from "../report/figures.ts";
import { startMarkdownReport } from "../report/markdown-report.ts";
import { callApi } from "./call-api.ts";
import { dependencies, type FaultStack, startFaultStack } from "./fault-stack.ts";
import { type Cell, type CellResult, faults, phases, runCell } from "./run-cell.ts";
import { brokenRules, tableOf } from "./table.ts";

const allCells: Cell[] = dependencies.flatMap((dependency) =>
  faults.flatMap((fault) => phases.map((phase) => ({ dependency, fault, phase }))),
);
const nameOf = ({ dependency, fault, phase }: Cell) => `${dependency} ${fault} ${phase}`;

const slotsSchema = z.object({
  slots: z.array(z.object({ start: z.string(), verdict: z.string() })),
});

/** Free starts of the meeting, an hour apart; the meeting goes to and fro among them. */
async function readStarts({ plan, bookings }: FaultStack): Promise<number[]> {
  const key = plan.people.find((person) => person.key === "coach")?.clerkApiKey ?? "";
  const range = { from: toInstant(now()), to: toInstant(now() + 21 * 24 * 60 * minuteMs) };
  const query = { bookingUlid: bookings["connected"], ...range, timeZone: "UTC" };
  const result = await callApi(plan, key, { path: "booking.availability", query });
  if (result.kind !== "data") throw new Error("The times could not be read.");
  const free = slotsSchema.parse(result.data).slots.filter(({ verdict }) => verdict === "mutual");
  const starts = free.map(({ start }) => fromInstant(start));
  return starts.filter((start, index) => index % 4 === 0 && start > now());
}

async function runAll(stack: FaultStack, only: string): Promise<CellResult[]> {
  const starts = await readStarts(stack);
  const bookingUlid = stack.bookings["connected"] ?? "";
  const results: CellResult[] = [];
  for (const [index, cell] of allCells.filter((each) => nameOf(each).includes(only)).entries()) {
    const start = starts[index % starts.length];
    if (start === undefined) throw new Error("There is no time to move to.");
    const result = await runCell(stack, cell, { bookingUlid, start });
    results.push(result);
    const broken = brokenRules(result);
    const answers = result.answers.map(({ code, at }) => `${code} ${Math.round(at / 100) / 10}`);
    console.log(
      `${broken.length === 0 ? "✓" : "✗"} ${nameOf(cell)}: ${answers.join(", ")} ${broken.join("; ")}`,
    );
  }
  return results;
}

/** What this run has measured, with what earlier parts of it have: `--only` runs one dependency or fault. */
function withEarlier(file: string, results: readonly CellResult[], only: string): CellResult[] {
  const earlier: CellResult[] =
    only !== "" && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  const known = new Map([...earlier, ...results].map((result) => [nameOf(result.cell), result]));
  return allCells.flatMap((cell) => known.get(nameOf(cell)) ?? []);
}

async function main(): Promise<boolean> {
  const only = process.argv[process.argv.indexOf("--only") + 1] ?? "";
  const folder = mkdtempSync(join(tmpdir(), "reslot-faults-"));
  const report = startMarkdownReport("faults");
  const stack = await startFaultStack(folder);
  try {
    const measured = await runAll(stack, process.argv.includes("--only") ? only : "");
    const file = report.file.replace(/\.md$/, "-cells.json");
    const results = withEarlier(file, measured, process.argv.includes("--only") ? only : "");
    writeFileSync(file, JSON.stringify(results));
    report.write(`${tableOf(results)}\n`);
    const figures = {
      cells: atLeast(results.length, 1),
      broken: atMost(results.filter((result) => brokenRules(result).length > 0).length, 0),
    };
    writeFigures(figures);
    console.log(`  Report: ${report.file}`);
    return areWithinLimits(figures);
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const isGood = await main().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  return false;
});
process.exit(isGood ? 0 : 1);
