// The rolling run: both programs from a folder of their own, two of each, behind nginx with HTTP/2, while people work
// and every process is replaced twice.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { minuteMs } from "@reslot/cal/time";
import { now, toInstant } from "../clock.ts";
import { createPopulation } from "../load/people.ts";
import { seed, type Stage } from "../load/seed.ts";
import { createTally } from "../load/tally.ts";
import { leafAndMoveAll, sessionsOf } from "../load/use-product.ts";
import { describeMachine } from "../report/describe-machine.ts";
import { areWithinLimits, writeFigures } from "../report/figures.ts";
import { startMarkdownReport } from "../report/markdown-report.ts";
import { compareWithCal } from "./compare-with-cal.ts";
import { menteesOfScenarios, runFourScenarios, type ScenarioResult } from "./four-scenarios.ts";
import { hasNginx } from "./nginx.ts";
import { figuresOf, markdownOf, type RollingResult } from "./report.ts";
import { type Replacement, type RollingStack, startRollingStack } from "./rolling-stack.ts";
import { createStreamLog, watchStream } from "./watch-streams.ts";

const exitUnavailable = 69;
const rounds = 2;
const root = fileURLToPath(new URL("../../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "reslot-rolling-"));
let stack: RollingStack | null = null;

function logProgress(text: string): void {
  console.log(`· rolling     ${toInstant(now()).slice(11, 19)} ${text}`);
}

function readMinutes(args: readonly string[]): number {
  if (args.length === 0) return 10;
  const [flag, text] = args;
  const minutes = Number(text);
  if (flag !== "--minutes" || args.length !== 2 || !(minutes >= 1))
    throw new Error("The only option is --minutes, with a number of at least 1.");
  return minutes;
}

/** Replaces one process after the other, evenly over the time; the four scenarios are played in between. */
async function rollAll({ rolled }: RollingStack, stage: Stage, minutes: number) {
  const pauseMs = (minutes * minuteMs) / (rounds * rolled.length + 1);
  const replaced: Replacement[] = [];
  const scenarios: ScenarioResult[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const program of rolled) {
      await sleep(pauseMs);
      // While it goes and comes back.
      const [exit, results] = await Promise.all([program.replace(), runFourScenarios(stage)]);
      replaced.push({ name: program.name, ...exit });
      scenarios.push(...results);
      logProgress(`${program.name} replaced: exit ${exit.code} after ${exit.tookMs} ms`);
    }
  }
  return { replaced, scenarios };
}

async function measure(minutes: number): Promise<RollingResult> {
  const out = join(folder, "programs");
  const built = spawnSync("npm", ["run", "build", "--", "--out", out], {
    cwd: root,
    stdio: "inherit",
  });
  if (built.status !== 0) throw new Error("The programs were not built.");
  const population = createPopulation({ coaches: 1, mentees: 12, minutes }, now());
  const accounts = [...population.coaches, ...population.mentees];
  logProgress("starting PostgreSQL, PostgREST, two web programs, two workers and nginx …");
  stack = await startRollingStack({ root, folder, accounts });
  const { plan } = stack;
  logProgress(`signing up and connecting, ${population.meetings.length} meetings …`);
  const stage = { plan, population, meetings: await seed(plan, population) };

  const end = new AbortController();
  const log = createStreamLog();
  const tally = createTally();
  const busy = menteesOfScenarios(population);
  const sessions = sessionsOf(stage, tally).filter(({ person }) => !busy.includes(person));
  const watching = sessions.map(({ person, meeting: { bookingUlid } }) =>
    watchStream(
      { webUrl: plan.urls.webUrl, caller: person, bookingUlid },
      { log, signal: end.signal },
    ),
  );
  logProgress(`${minutes} minutes of work, every process replaced twice …`);
  const [{ replaced, scenarios }] = await Promise.all([
    rollAll(stack, stage, minutes),
    leafAndMoveAll(sessions, minutes),
  ]);
  end.abort();
  await Promise.all(watching);
  logProgress("comparing with Cal.com …");
  return {
    minutes,
    replaced,
    scenarios,
    tally,
    streams: log,
    comparison: await compareWithCal(plan),
  };
}

async function cleanUp(isGood: boolean): Promise<void> {
  await stack?.stop();
  stack = null;
  if (isGood) rmSync(folder, { recursive: true, force: true });
  else console.error(`  Logs: ${folder}/logs`);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void cleanUp(true).finally(() => process.exit(1)));
}

if (!hasNginx()) {
  console.error("✗ There is no nginx here. Install Debian's nginx (and postgresql).");
  process.exit(exitUnavailable);
}
let isGood = false;
try {
  const report = startMarkdownReport("rolling");
  const machine = describeMachine();
  const result = await measure(readMinutes(process.argv.slice(2)));
  const figures = figuresOf(result);
  writeFigures(figures);
  const text = markdownOf(result, { at: toInstant(now()), machine });
  report.write(text);
  console.log(`\n${text}\n  Report: ${report.file}`);
  isGood = areWithinLimits(figures);
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
}
await cleanUp(isGood);
process.exit(isGood ? 0 : 1);
