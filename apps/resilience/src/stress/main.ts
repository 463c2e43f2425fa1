// The stress run: virtual users read, move and watch meetings on the real stack while some calls to Cal.com
// fail; then memory, responses and the three records are checked against their thresholds.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { now, toInstant } from "../clock.ts";
import { describeMachine } from "../report/describe-machine.ts";
import { areWithinLimits, writeFigures } from "../report/figures.ts";
import { startMarkdownReport } from "../report/markdown-report.ts";
import { createApiClient } from "../traffic/api-client.ts";
import { checkConsistency } from "./check-consistency.ts";
import { type StressStack, startStressStack } from "./stress-stack.ts";
import { type MoverLog, runMover } from "./movers.ts";
import { type StressOptions, readOptions } from "./options.ts";
import { readersFor, type ReaderResult, runReader } from "./readers.ts";
import { figuresOf, markdownOf, textOf } from "./report.ts";
import { summarizeMoves } from "./summarize-moves.ts";
import type { StressResult } from "./thresholds.ts";
import { createVirtualUsers, type VirtualUsers } from "./virtual-users.ts";
import { runWatcher, type WatcherLog } from "./watchers.ts";

const FAULT_SHARE = 0.05;
const MOVERS = 5;
const WATCHERS = 10;
const IDLE_MS = 5_000;

interface Traffic {
  readonly readers: readonly ReaderResult[];
  readonly movers: MoverLog;
  readonly watchers: WatcherLog;
}

/** Runs readers, movers and watchers at once. */
async function generateTraffic(
  { plan }: StressStack,
  virtualUsers: VirtualUsers,
  seconds: number,
): Promise<Traffic> {
  const { webUrl } = plan.urls;
  const movers: MoverLog = { moves: [], failedReads: [] };
  const watchers: WatcherLog = { opened: 0, events: 0, limited: 0, failed: {} };
  const api = createApiClient(webUrl);
  const end = new AbortController();
  const moving = Array.from({ length: MOVERS }, () =>
    runMover({ api, virtualUsers, log: movers }, end.signal),
  );
  const watching = Array.from({ length: WATCHERS }, () =>
    runWatcher({ webUrl, virtualUsers, log: watchers }, end.signal),
  );
  const readers = await Promise.all(
    readersFor(virtualUsers).map((reader) => runReader(webUrl, reader, seconds)),
  );
  end.abort();
  await Promise.all([...moving, ...watching]);
  return { readers, movers, watchers };
}

/** The web app's memory without traffic. */
async function idleMemory({ heap }: StressStack) {
  await sleep(IDLE_MS);
  return heap.readSettled();
}

async function measure(
  stack: StressStack,
  virtualUsers: VirtualUsers,
  { seconds, warmUpSeconds }: StressOptions,
): Promise<StressResult> {
  const { calProxy, plan } = stack;
  calProxy.setFaultShare(FAULT_SHARE);
  logProgress(`warming up for ${warmUpSeconds} s …`);
  const warmUp = await generateTraffic(stack, virtualUsers, warmUpSeconds);
  const before = await idleMemory(stack);
  const atStart = { calls: calProxy.calls.length, faults: new Map(calProxy.faults) };

  logProgress(`50 connections for ${seconds} s …`);
  const { readers, movers, watchers } = await generateTraffic(stack, virtualUsers, seconds);
  const after = await idleMemory(stack);
  calProxy.setFaultShare(0);

  logProgress("waiting until nothing is in flight, then comparing the records …");
  const { calls } = calProxy;
  const moves = [...warmUp.movers.moves, ...movers.moves];
  const violations = await checkConsistency(plan, { calls, moves });
  const faults = [...calProxy.faults].map(
    ([fault, count]) => [fault, count - (atStart.faults.get(fault) ?? 0)] as const,
  );
  return {
    readers,
    moves: summarizeMoves(movers, calls),
    watchers,
    seconds,
    warmUpSeconds,
    memory: { before, after },
    calCalls: calls.length - atStart.calls,
    faults: Object.fromEntries(faults),
    violations,
  };
}

function logProgress(text: string): void {
  console.log(`· stress      ${text}`);
}

let running: StressStack | null = null;
const folder = mkdtempSync(join(tmpdir(), "reslot-stress-"));

async function cleanUp(isGood: boolean): Promise<void> {
  running?.heap.close();
  await running?.stop();
  running = null;
  if (isGood) rmSync(folder, { recursive: true, force: true });
  else console.error(`  Logs and data: ${folder}`);
}

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const report = startMarkdownReport("stress");
  const virtualUsers = createVirtualUsers(now());
  const { users, meetings } = virtualUsers;
  const machine = describeMachine();
  logProgress(`seeding ${users.length} users and ${meetings.length} meetings …`);
  running = await startStressStack(folder, virtualUsers, options.limits);
  const result = await measure(running, virtualUsers, options);
  const figures = figuresOf(result);
  writeFigures(figures);
  report.write(markdownOf({ result, machine, limits: options.limits }, toInstant(now())));
  console.log(`\n${textOf(result)}\n`);
  const isGood = areWithinLimits(figures);
  console.log(
    `${isGood ? "✓" : "✗"} stress      ${isGood ? "within every threshold" : "missed a threshold"}`,
  );
  console.log(`  Report: ${report.file}`);
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
