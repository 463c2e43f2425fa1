// The load run: a crowd reads, moves and watches on the real stack while Cal.com fails now and then;
// then memory, answers and the three records are held against their bounds.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { now, today } from "../chaos/clock.ts";
import { ledgersOf } from "../chaos/read-state.ts";
import { findViolations } from "./check-consistency.ts";
import { broken, type LoadResult } from "./thresholds.ts";
import { crowdApi } from "./api-client.ts";
import { type Crowd, makeCrowd } from "./virtual-users.ts";
import { type LoadStack, startLoadStack } from "./stack.ts";
import { type MoverLog, moveUntil } from "./movers.ts";
import { type LoadOptions, readOptions } from "./options.ts";
import { read, readingsOf, type ReadingResult } from "./readers.ts";
import { documentOf, textOf } from "./report.ts";
import { summarizeMoves } from "./summarize-moves.ts";
import { type WatchLog, watchUntil } from "./watchers.ts";

const document = fileURLToPath(new URL("../../../../docs/load.md", import.meta.url));
const FAULT_SHARE = 0.05;
const MOVERS = 5;
const WATCHERS = 10;
const QUIET_MS = 5_000;

interface Traffic {
  readonly readings: readonly ReadingResult[];
  readonly movers: MoverLog;
  readonly watched: WatchLog;
}

/** Everybody at once, for so many seconds. */
async function rush({ plan }: LoadStack, crowd: Crowd, seconds: number): Promise<Traffic> {
  const { webUrl } = plan.urls;
  const movers: MoverLog = { moves: [], refusedReads: [] };
  const watched: WatchLog = { opened: 0, events: 0, limited: 0, failed: {} };
  const api = crowdApi(webUrl);
  const end = new AbortController();
  const moving = Array.from({ length: MOVERS }, () =>
    moveUntil({ api, crowd, log: movers }, end.signal),
  );
  const watching = Array.from({ length: WATCHERS }, () =>
    watchUntil({ webUrl, crowd, log: watched }, end.signal),
  );
  const readings = await Promise.all(
    readingsOf(crowd).map((reading) => read(webUrl, reading, seconds)),
  );
  end.abort();
  await Promise.all([...moving, ...watching]);
  return { readings, movers, watched };
}

/** What the web app holds when nobody asks for anything. */
async function memoryAtRest({ heap }: LoadStack) {
  await sleep(QUIET_MS);
  return heap.settle();
}

async function measure(
  stack: LoadStack,
  crowd: Crowd,
  { seconds, warmUpSeconds }: LoadOptions,
): Promise<LoadResult> {
  const { tap, plan } = stack;
  tap.breakShare(FAULT_SHARE);
  say(`warming up for ${warmUpSeconds} s …`);
  const warmUp = await rush(stack, crowd, warmUpSeconds);
  const before = await memoryAtRest(stack);
  const begun = { calls: tap.calls.length, faults: new Map(tap.faults) };

  say(`50 connections for ${seconds} s …`);
  const { readings, movers, watched } = await rush(stack, crowd, seconds);
  const after = await memoryAtRest(stack);
  tap.breakShare(0);

  say("waiting until nothing is on its way, and comparing the records …");
  const ledgers = ledgersOf(stack);
  const api = crowdApi(plan.urls.webUrl);
  const asked = [...warmUp.movers.moves, ...movers.moves];
  const violations = await findViolations({ ledgers, api, calls: tap.calls }, asked);
  const faults = [...tap.faults].map(
    ([fault, count]) => [fault, count - (begun.faults.get(fault) ?? 0)] as const,
  );
  return {
    readings,
    moves: summarizeMoves(movers, tap.calls),
    watched,
    seconds,
    warmUpSeconds,
    memory: { before, after },
    calCalls: tap.calls.length - begun.calls,
    faults: Object.fromEntries(faults),
    violations,
  };
}

/** What a reader has to know to compare two runs, other people's work on the same machine included. */
function machineInWords(): string {
  const model = cpus()[0]?.model ?? "unknown";
  const [busy = 0] = loadavg();
  return `${availableParallelism()} processors (${model}), Node ${process.version}, with a load average of ${busy.toFixed(1)} before the run`;
}

function say(words: string): void {
  console.log(`· load        ${words}`);
}

let running: LoadStack | null = null;
const folder = mkdtempSync(join(tmpdir(), "reslot-load-"));

async function cleanUp(isGood: boolean): Promise<void> {
  running?.heap.close();
  await running?.stop();
  running = null;
  if (isGood) rmSync(folder, { recursive: true, force: true });
  else console.error(`  Logs and data: ${folder}`);
}

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const crowd = makeCrowd(now());
  const machine = machineInWords();
  say(`bringing ${crowd.people.length} people and ${crowd.bookings.length} meetings in …`);
  running = await startLoadStack(folder, crowd);
  const result = await measure(running, crowd, options);
  if (options.writes) writeFileSync(document, documentOf({ result, day: today(), machine }));
  console.log(`\n${textOf(result)}\n`);
  const isGood = broken(result).length === 0;
  console.log(
    `${isGood ? "✓" : "✗"} load        ${isGood ? "every bound holds" : "a bound is broken"}`,
  );
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
