// The load run at Cal.com's real limits: many people use the product at once, meetings change in Cal.com itself, and
// then every webhook is lost. The figures are compared with what the product promises.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secondMs } from "@reslot/cal/time";
import { z } from "zod";
import { now, toInstant } from "../clock.ts";
import { areWithinLimits, writeFigures } from "../report/figures.ts";
import { describeMachine } from "../report/describe-machine.ts";
import { startMarkdownReport } from "../report/markdown-report.ts";
import { getJson } from "../state/fetch-json.ts";
import { type RunningProduct, startProduct } from "../traffic/start-product.ts";
import { countCredentials } from "./count-credentials.ts";
import { measureChanges, measureLost } from "./measure-changes.ts";
import { type LoadOptions, readOptions } from "./options.ts";
import { createPopulation, type Population } from "./people.ts";
import {
  describeChanges,
  describeTally,
  figuresOf,
  type LoadResult,
  markdownOf,
} from "./report.ts";
import { readMeetings, seed } from "./seed.ts";
import { moveQuietly, useTogether } from "./use-product.ts";

const mailSchema = z.object({ answered: z.number(), refused: z.number() });

function logProgress(text: string): void {
  console.log(`· load        ${toInstant(now()).slice(11, 19)} ${text}`);
}

async function measure(
  { plan, calProxy }: RunningProduct,
  population: Population,
  options: LoadOptions,
): Promise<LoadResult> {
  const startedAt = now();
  logProgress(`signing up and connecting, ${population.meetings.length} meetings …`);
  const meetings = await seed(plan, population);
  const seedSeconds = Math.round((now() - startedAt) / secondMs);
  const stage = { plan, population, meetings };

  logProgress("moves, one at a time …");
  const quiet = await moveQuietly(stage);
  logProgress(describeTally(quiet));
  logProgress(`${options.mentees} mentees of one coach at once …`);
  const together = await useTogether(stage, options.minutes);
  logProgress(describeTally(together));
  // Where people have left them.
  const moved = { ...stage, meetings: await readMeetings(plan) };
  logProgress("changes in Cal.com itself …");
  const changes = await measureChanges(moved, options.minutes);
  logProgress(describeChanges(changes));
  logProgress("losing every webhook …");
  const lost = await measureLost(moved);
  const credentials = countCredentials(calProxy.calls);
  const mail = mailSchema.parse(await getJson(`${plan.urls.mailUrl}/_sandbox/limits`));
  return { options, seedSeconds, quiet, together, changes, lost, credentials, mail };
}

let running: RunningProduct | null = null;
const folder = mkdtempSync(join(tmpdir(), "reslot-load-"));

async function cleanUp(isGood: boolean): Promise<void> {
  await running?.stop();
  running = null;
  if (isGood) rmSync(folder, { recursive: true, force: true });
  else console.error(`  Logs and data: ${folder}`);
}

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const report = startMarkdownReport("load");
  const machine = describeMachine();
  const population = createPopulation(options, now());
  running = await startProduct(folder, {
    accounts: [...population.coaches, ...population.mentees],
    // Thousands of bookings written to a file at every change would be what is measured.
    env: { cal: { SANDBOX_DIR: "" } },
  });
  const result = await measure(running, population, options);
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
