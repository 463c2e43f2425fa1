// The drill: breaks Cal.com and kills programs of the real stack at every step of a move, and
// compares what the database, Cal.com and the inbox hold afterwards.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allCells, type Cell } from "./scenarios.ts";
import { now, today } from "./clock.ts";
import { arrangeDrill, type Drill } from "./fixture.ts";
import { type DrillStack, startDrillStack } from "./stack.ts";
import { readOptions } from "./options.ts";
import { documentOf, lineOf, summaryOf } from "./report.ts";
import { type CellResult, runCell } from "./run-scenario.ts";

const document = fileURLToPath(new URL("../../../../docs/chaos.md", import.meta.url));
const running: DrillStack[] = [];
const folders: string[] = [];

/** Takes cells until there are none left, on a stack of its own. */
async function work(queue: Cell[], results: CellResult[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "reslot-chaos-"));
  folders.push(folder);
  const stack = await startDrillStack(folder);
  running.push(stack);
  const drill = await arrangeDrill(stack);
  await warmUp(drill);
  for (let cell = queue.shift(); cell; cell = queue.shift()) {
    const result = await runCell(drill, cell);
    results.push(result);
    console.log(lineOf(result));
  }
}

/** A move that does not count: programs load what they need when they first need it. */
async function warmUp(drill: Drill): Promise<void> {
  const [undisturbed] = allCells();
  if (undisturbed) await runCell(drill, undisturbed);
}

async function cleanUp(isGood: boolean): Promise<void> {
  await Promise.all(running.splice(0).map((stack) => stack.stop()));
  for (const folder of folders.splice(0)) {
    if (isGood) rmSync(folder, { recursive: true, force: true });
    else console.error(`  Logs and data: ${folder}`);
  }
}

async function main(): Promise<boolean> {
  const { writes, stacks, only } = readOptions(process.argv.slice(2));
  const queue = allCells().filter(({ fault, killing, role, meeting, answer }) =>
    [fault, killing.key, killing.label, role, meeting, answer?.word].join(" ").includes(only),
  );
  const results: CellResult[] = [];
  const begunAt = now();
  console.log(`· chaos       ${queue.length} cells on ${stacks} stacks …`);
  await Promise.all(Array.from({ length: stacks }, () => work(queue, results)));

  results.sort((left, right) => left.cell.number - right.cell.number);
  const tookMs = now() - begunAt;
  const isGood = results.every(({ violations }) => violations.length === 0);
  if (writes) writeFileSync(document, documentOf({ results, tookMs, day: today() }));
  console.log(`${isGood ? "✓" : "✗"} chaos       ${summaryOf({ results, tookMs })}`);
  return isGood;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void cleanUp(true).finally(() => process.exit(1)));
}

let isGood = false;
try {
  isGood = await main();
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
}
await cleanUp(isGood);
process.exit(isGood ? 0 : 1);
