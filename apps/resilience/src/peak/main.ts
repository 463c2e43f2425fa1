// The peak run: 60 different views at once that no one has had, one person's burst beside another's reads, and
// thousands of open streams, in the built product on its stand-ins.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { now, toInstant } from "../clock.ts";
import { describeMachine } from "../report/describe-machine.ts";
import { areWithinLimits, writeFigures } from "../report/figures.ts";
import { startMarkdownReport } from "../report/markdown-report.ts";
import { type StressStack, startStressStack } from "../stress/stress-stack.ts";
import { createVirtualUsers } from "../stress/virtual-users.ts";
import { measureStreams } from "./measure-streams.ts";
import { measureColdViews, measureFairness } from "./measure-views.ts";
import { figuresOf, markdownOf } from "./report.ts";

const SIZE = { coaches: 60, mentees: 8, connected: 1, meetings: 8 };

let running: StressStack | null = null;
const folder = mkdtempSync(join(tmpdir(), "reslot-peak-"));

function logProgress(text: string): void {
  console.log(`· peak        ${toInstant(now()).slice(11, 19)} ${text}`);
}

async function cleanUp(isGood: boolean): Promise<void> {
  await running?.stop();
  running = null;
  if (isGood) rmSync(folder, { recursive: true, force: true });
  else console.error(`  Logs and data: ${folder}`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: { peak: { type: "boolean" }, streams: { type: "string", default: "10000" } },
  });
  const count = Number(values.streams);
  const report = startMarkdownReport("peak");
  const machine = describeMachine();
  const people = createVirtualUsers(now(), SIZE);
  logProgress("starting the stack, connecting 120 people …");
  running = await startStressStack(folder, people, "generous");
  logProgress("60 views at once …");
  const burst = await measureColdViews(running, people);
  logProgress("one person's burst …");
  const fairness = await measureFairness(running, people);
  logProgress(`${count} streams …`);
  const streams = await measureStreams(running, people, { count });
  const result = { count, streams, burst, fairness };
  const figures = figuresOf(result);
  writeFigures(figures);
  const text = markdownOf(result, { at: toInstant(now()), machine });
  report.write(text);
  console.log(`\n${text}\n  Report: ${report.file}`);
  return areWithinLimits(figures);
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
