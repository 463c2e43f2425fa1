import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { figuresFile, isStrictRequired } from "../tools/env.ts";
import { say } from "../tools/report.ts";
import { findPostgrest } from "../test/strict/find-postgrest.ts";
import {
  findPostgres,
  type PostgresServer,
  startPostgres,
} from "../test/strict/postgres-server.ts";
import { listUncalledFunctions, listUnusedIndexes } from "./catalogue.ts";
import { sizesOf } from "./fill.ts";
import {
  BUFFERS_AT_MOST,
  countUnderLock,
  growthOf,
  GROWTH_AT_MOST,
  judge,
  ROWS_AT_MOST,
} from "./judge.ts";
import { type Cost, measure } from "./measure.ts";
import { createPlanLog, explainEverything, planSettings } from "./plan-log.ts";
import { type RunningWorld, startWorld } from "./world.ts";

// Asks every method of every repository on PostgreSQL and PostgREST, with all tables filled as in production, and again
// with a tenth of the rows. Judged is what a statement touches and reads, which is the same on every machine; times are
// only shown.

const BOOKINGS = { small: 100_000, full: 1_000_000 };
/** Nothing was measured. */
const EXIT_UNAVAILABLE = 69;
/** A move holds a coach's or a person's lock for so many statements. */
const UNDER_LOCK_AT_MOST = 5;

const { values } = parseArgs({ options: { rows: { type: "string", default: "small" } } });
const bookings = values.rows === "full" ? BOOKINGS.full : BOOKINGS.small;

const bin = findPostgres();
if (bin && findPostgrest()) process.exitCode = await run(bin);
else {
  say(
    "SKIPPED: no PostgreSQL and PostgREST. Install Debian's postgresql, or name its programs in POSTGRES_BIN; npm has",
  );
  say("PostgREST for Linux on x64 only.");
  process.exitCode = isStrictRequired ? 1 : EXIT_UNAVAILABLE;
}

async function run(programs: string): Promise<number> {
  const server = await startPostgres(programs, serverSettings);
  const worlds: RunningWorld[] = [];
  try {
    say(`PostgreSQL ${server.version}`);
    for (const rows of [bookings / 10, bookings]) {
      const start = performance.now();
      const world = await startWorld(server.url, sizesOf(rows));
      worlds.push(world);
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      say(`${rows} bookings: ${(world.bytes / 1e9).toFixed(2)} GB, filled in ${seconds} s`);
    }
    return report(await compare(server, worlds));
  } finally {
    await Promise.all(worlds.map((world) => world.stop()));
    await server.stop();
  }
}

/** The folder of the plans is made here, so that this process may read it. */
function serverSettings(folder: string): string[] {
  return [
    ...planSettings(join(folder, "plans")),
    "log_file_mode=0644",
    "track_functions=all",
    "shared_buffers=1GB",
    "maintenance_work_mem=512MB",
    "max_wal_size=8GB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "jit=off",
    "max_parallel_workers_per_gather=0",
  ];
}

interface Compared {
  readonly costs: readonly { readonly cost: Cost; readonly base: Cost }[];
  readonly unusedIndexes: readonly string[];
  readonly uncalledFunctions: readonly string[];
}

async function compare(server: PostgresServer, worlds: readonly RunningWorld[]): Promise<Compared> {
  const sql = postgres(`${server.url}postgres`, { max: 1, onnotice: () => undefined });
  const log = createPlanLog(sql, join(server.folder, "plans"));
  await explainEverything(sql);
  await log.drain();
  const [small, large] = worlds;
  if (!small || !large) throw new Error("Two databases are compared.");
  const bases = new Map((await measure(small, log)).map((cost) => [cost.name, cost]));
  log.usedIndexes.clear();
  const measured = await measure(large, log);
  // What a session has counted is written a second later, with its next statement.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await large.db.ping();
  await sql.end();
  return {
    costs: measured.flatMap((cost) => {
      const base = bases.get(cost.name);
      return base ? [{ cost, base }] : [];
    }),
    unusedIndexes: await listUnusedIndexes(large.sql, log.usedIndexes),
    uncalledFunctions: await listUncalledFunctions(large.sql),
  };
}

function report({ costs, unusedIndexes, uncalledFunctions }: Compared): number {
  const faults: string[] = [];
  say(
    "question                              kind     ms  buffers  (tenth)  growth     rows  (tenth)  under lock",
  );
  for (const { cost, base } of costs) {
    const wrong = judge(cost, base);
    const locked = countUnderLock(cost);
    if (cost.question.kind === "move" && locked > UNDER_LOCK_AT_MOST)
      wrong.push(`runs ${locked} statements under its lock`);
    say(lineOf(cost, base, locked) + (wrong.length > 0 ? `  ${wrong.join(", ")}` : ""));
    if (wrong.length === 0) continue;
    faults.push(`${cost.name} ${wrong.join(", ")}`);
    for (const line of plansOf(cost)) say(`    ${line}`);
  }
  faults.push(...unusedIndexes.map((name) => `nothing uses the index ${name}`));
  faults.push(...uncalledFunctions.map((name) => `no question calls the function ${name}`));
  say(faults.length === 0 ? "\nAll within the limits." : `\nFAULTS\n${faults.join("\n")}`);
  writeFigures(costs, faults.length);
  return faults.length === 0 ? 0 : 1;
}

function lineOf(cost: Cost, base: Cost, locked: number): string {
  const numbers = [
    cost.ms.toFixed(2).padStart(8),
    String(cost.buffers).padStart(9),
    `(${base.buffers})`.padStart(9),
    growthOf(cost, base).toFixed(1).padStart(8),
    String(cost.scanned).padStart(9),
    `(${base.scanned})`.padStart(9),
    (locked > 0 ? String(locked) : "").padStart(4),
  ];
  return `${cost.name.padEnd(36)}${cost.question.kind.padStart(6)}${numbers.join("")}`;
}

/** The statements that touched the most. */
function plansOf({ statements }: Cost): string[] {
  return statements
    .toSorted((one, other) => other.buffers - one.buffers)
    .slice(0, 4)
    .flatMap(({ buffers, text, scans }) => [
      `${buffers} buffers: ${text.replaceAll(/\s+/g, " ").slice(0, 160)}`,
      ...scans.map((scan) => `  ${scan}`),
    ]);
}

function writeFigures(costs: Compared["costs"], faults: number): void {
  if (!figuresFile) return;
  const plain = costs.filter(({ cost }) => !cost.question.mayTouch && !cost.question.mayGrow);
  const waited = plain.filter(({ cost }) => !["job", "rare"].includes(cost.question.kind));
  const most = (of: (pair: Compared["costs"][number]) => number, from = costs) =>
    Math.max(...from.map(of));
  const figures = [
    ["faults", faults, 0],
    ["buffers of a view, move or poll", most(({ cost }) => cost.buffers, waited), BUFFERS_AT_MOST],
    ["rows of a scan", most(({ cost }) => cost.scanned), ROWS_AT_MOST],
    [
      "growth for ten times the rows",
      most(({ cost, base }) => growthOf(cost, base), plain),
      GROWTH_AT_MOST,
    ],
  ] as const;
  const entries = figures.map(([name, value, limit]) => [
    name,
    { value, limit, ok: value <= limit },
  ]);
  writeFileSync(figuresFile, JSON.stringify(Object.fromEntries(entries)));
}
