// The chaos run: breaks Cal.com and kills programs of the real stack at every step of a move, then
// compares what the database, Cal.com and the inbox hold.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { now, toInstant } from "../clock.ts";
import { areWithinLimits, writeFigures } from "../report/figures.ts";
import { startMarkdownReport } from "../report/markdown-report.ts";
import { type ChaosStack, startChaosStack } from "./stack/chaos-stack.ts";
import { createFixture, type Fixture } from "./fixture.ts";
import type { CalLimits } from "../state/prepare-cal.ts";
import { readOptions } from "./options.ts";
import { describeScenario, figuresOf, lineOf, markdownOf, summaryOf } from "./report.ts";
import { runScenario, type ScenarioResult } from "./run-scenario.ts";
import { allScenarios } from "./scenarios/all-scenarios.ts";
import type { FaultScenario } from "./scenarios/scenario.ts";

const running: ChaosStack[] = [];
const folders: string[] = [];

/** Starts a stack and runs scenarios on it until the queue is empty. */
async function drainQueue(
  queue: FaultScenario[],
  results: ScenarioResult[],
  limits: CalLimits,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "reslot-chaos-"));
  folders.push(folder);
  const stack = await startChaosStack(folder, limits);
  running.push(stack);
  const fixture = await createFixture(stack);
  await warmUp(fixture);
  for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
    await useSecond(fixture, scenario);
    const result = await runScenario(fixture, scenario);
    results.push(result);
    console.log(lineOf(result));
  }
}

/** Further programs load some of their code before the scenario, as the first ones have. */
async function useSecond(
  { stack, apiOf, meetingOf }: Fixture,
  { second }: FaultScenario,
): Promise<void> {
  await stack.useSecond(second);
  if (!second) return;
  const { bookingUlid } = meetingOf("connected");
  await apiOf("web2").query("coach", "booking.get", { bookingUlid });
}

/** A move that does not count: programs load some of their code at its first use. */
async function warmUp(fixture: Fixture): Promise<void> {
  const [undisturbed] = allScenarios();
  if (undisturbed) await runScenario(fixture, undisturbed);
}

async function cleanUp(isGood: boolean): Promise<void> {
  await Promise.all(running.splice(0).map((stack) => stack.stop()));
  for (const folder of folders.splice(0)) {
    if (isGood) rmSync(folder, { recursive: true, force: true });
    else console.error(`  Logs and data: ${folder}`);
  }
}

async function main(): Promise<boolean> {
  const { stacks, only, limits } = readOptions(process.argv.slice(2));
  const queue = allScenarios().filter((scenario) => describeScenario(scenario).includes(only));
  const planned = queue.length;
  const results: ScenarioResult[] = [];
  const startedAt = now();
  const report = startMarkdownReport("chaos");
  console.log(`· chaos       ${planned} scenarios on ${stacks} stacks …`);
  await Promise.all(Array.from({ length: stacks }, () => drainQueue(queue, results, limits)));

  results.sort((left, right) => left.scenario.number - right.scenario.number);
  const run = { results, planned, tookMs: now() - startedAt, limits };
  const figures = figuresOf(run);
  const isGood = areWithinLimits(figures);
  writeFigures(figures);
  report.write(markdownOf(run, toInstant(now())));
  console.log(`${isGood ? "✓" : "✗"} chaos       ${summaryOf(run)}`);
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
