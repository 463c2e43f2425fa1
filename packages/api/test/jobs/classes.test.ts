import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs } from "@reslot/cal/time";
import { createDb, createServerAuthClient } from "@reslot/db";
import { afterEach, expect, it } from "vitest";
import { createTableJobs } from "../../src/server.ts";
import { settingsWith } from "../support/meeting.ts";
import { sql } from "../support/services.ts";
import { silent } from "./table-engine.ts";

const syncsDue = 1_000;
/** A worker's ticks are a second apart. */
const ticks = 30;
/** As many as a sync takes that reads pages of a slow server. */
const ticksPerSync = 3;

// Thirty rounds of claims in a real table.
const timeout = 2 * minuteMs;

const suffix = randomBytes(4).toString("hex");
const urgentKinds = ["recovery", "mail", "webhooks"].map((kind) => `${kind}-${suffix}`);
const syncKind = `sync-${suffix}`;

afterEach(() => sql(`delete from "Jobs" where "kind" like '%-${suffix}'`));

/** Syncs that last some ticks of the test's clock. */
function slowSyncs() {
  let running: { ticksLeft: number; end: () => void }[] = [];
  let isOver = false;
  const state = { done: 0 };
  return {
    state,
    run: async () => {
      // A claim that was on its way when all ended may still begin one.
      if (isOver) return;
      await new Promise<void>((end) => running.push({ ticksLeft: ticksPerSync, end }));
      state.done += 1;
    },
    passTick() {
      for (const sync of running) sync.ticksLeft -= 1;
      for (const sync of running) if (sync.ticksLeft <= 0) sync.end();
      running = running.filter(({ ticksLeft }) => ticksLeft > 0);
    },
    endAll() {
      isOver = true;
      for (const { end } of running) end();
    },
  };
}

/** A worker on the real table, and when each of its urgent jobs is settled once more. */
function openWorker() {
  let waiting: { kinds: Set<string>; resolve: () => void } | undefined;
  const { jobs: rows } = createDb({ client: createServerAuthClient(settingsWith().supabase) });
  const done: typeof rows.done = async (claim) => {
    const isDone = await rows.done(claim);
    waiting?.kinds.delete(claim.kind);
    if (waiting?.kinds.size === 0) waiting.resolve();
    return isDone;
  };
  const jobs = createTableJobs({ db: { jobs: { ...rows, done } }, log: silent });
  for (const kind of urgentKinds) {
    jobs.handle({ kind, class: "urgent" }, () => Promise.resolve({ againMs: 0 }));
  }
  const nextRound = () =>
    new Promise<void>((resolve) => (waiting = { kinds: new Set(urgentKinds), resolve }));
  return { jobs, nextRound };
}

it(
  `recovery, mail and webhooks run in every tick while ${syncsDue} slow syncs are due`,
  { timeout },
  async () => {
    const { jobs, nextRound } = openWorker();
    const syncs = slowSyncs();
    jobs.handle({ kind: syncKind, class: "sync" }, syncs.run);
    await sql(`insert into "Jobs" ("kind", "key", "runAt")
    select '${syncKind}', n::text, now() - interval '1 hour' from generate_series(1, ${syncsDue}) n`);
    await Promise.all(urgentKinds.map((kind) => jobs.enqueue({ kind })));

    const running: Promise<number>[] = [];
    for (let tick = 0; tick < ticks; tick += 1) {
      const round = nextRound().then(() => true);
      let isOver = false;
      // What is due within this millisecond may be left to another claim.
      while (!isOver) {
        running.push(jobs.tick());
        isOver = await Promise.race([round, sleep(100, false)]);
      }
      syncs.passTick();
    }

    // The syncs went on all the time, in their own places.
    expect(syncs.state.done).toBeGreaterThanOrEqual(ticks / ticksPerSync);
    const stopped = jobs.stop();
    syncs.endAll();
    await Promise.all([stopped, ...running]);
  },
);
