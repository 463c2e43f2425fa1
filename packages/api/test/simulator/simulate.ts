import { minuteMs } from "@reslot/cal/time";
import { findViolations } from "./invariants/invariants.ts";
import type { Mutant } from "./mutants.ts";
import { type ProfileName, profiles } from "./profiles.ts";
import { createRandom, pick } from "./random.ts";
import type { Gate } from "./scheduler.ts";
import { simulateSleep, simulateTimeouts } from "./simulated-timeouts.ts";
import { createWorld, skewOf } from "./world/create-world.ts";
import { runJobs, spawnJob } from "./world/jobs.ts";
import { readDueIn, readLedger } from "./world/ledger.ts";
import {
  askAgain,
  type Mover,
  type Said,
  spawnAnswer,
  spawnMovers,
  spawnSharing,
  type Told,
} from "./world/movers.ts";
import { callBack, giveWord, planOutside } from "./world/outside.ts";
import type { SimDatabase } from "./world/sim-database.ts";
import { type Program, type SimWorld, timings } from "./world/sim-world.ts";

const mostSteps = 240;
/** People may be done sooner; workers and Cal.com go on. */
const leastSteps = 70;
const mostLooks = 60;
/** In which the mail and the answers come due while things still go wrong. */
const rounds = 4;
/** A mail waits 15 s for further changes. */
const longestWaitForMailMs = 30_000;
/** Longer than a coach who is not connected has to wait for a meeting in a week to be read. */
const longestReadMs = 65 * minuteMs;

export interface Simulation {
  readonly seed: number;
  readonly profile: ProfileName;
  readonly database: SimDatabase;
  readonly mutant?: Mutant;
}

export interface SimResult {
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  readonly posts: number;
  /** What has happened. */
  readonly kinds: ReadonlySet<string>;
}

/**
 * One run: two people move their meetings, answer requests and change what they share, through the real procedures,
 * jobs and SQL, on two servers and two workers with clocks of their own, while programs stop for ever, answers and
 * webhooks get lost, moves take effect late, and others use Cal.com itself. The seed decides who takes the next step.
 * Then everything comes to rest, and the invariants are checked. The database has to have a clock that can be set.
 */
export async function simulate({
  seed,
  profile,
  database,
  mutant,
}: Simulation): Promise<SimResult> {
  const restore = [simulateTimeouts()];
  try {
    const random = createRandom(seed);
    const world = await createWorld({
      seed,
      database,
      random,
      profile: profiles[profile],
      mutant: mutant ?? null,
    });
    restore.push(simulateSleep(world.scheduler, world.pass));
    const said: Said = { told: [], words: [], toStrangers: [] };
    const repeated: Told[] = [];
    const servers = [world.startProgram("server 1"), world.startProgram("server 2")];
    const movers = spawnMovers(world, servers, said);
    await struggle(world, servers, said);
    const calmSince = world.now();
    const isPatient = random() < 0.3;
    await comeToRest(world, { isPatient, movers, said, repeated });
    const ledger = await readLedger(database);
    return {
      violations: findViolations({
        world,
        ledger,
        said,
        repeated,
        calmSince: isPatient ? null : calmSince,
      }),
      trace: world.scheduler.trace,
      posts: world.cal.posts.length,
      kinds: world.events.kinds,
    };
  } finally {
    for (const each of restore) each();
  }
}

/** The part in which things go wrong. */
async function struggle(world: SimWorld, servers: readonly Program[], said: Said): Promise<void> {
  const { random, profile, scheduler } = world;
  const workers = [world.startProgram("worker 1"), world.startProgram("worker 2")];
  const happens = planOutside(world);
  const changesMindAt = random() < profile.changeOfMind ? Math.floor(random() * 60) : -1;
  for (let step = 0; step < mostSteps; step += 1) {
    const gates = await scheduler.waiting();
    happens(step);
    giveWord(world);
    callBack(world, servers);
    if (step === changesMindAt) spawnSharing(world, servers, !world.setting.hasConsent);
    if (random() < 0.08) spawnAnswer(world, { servers, said, step });
    if (random() < 0.05) spawnJob(world, pick(random, workers), step);
    if (gates.length === 0 && step >= leastSteps) break;
    if (gates.length === 0 || random() < profile.pause) {
      await pause(world, [...servers, ...workers]);
      spawnJob(world, pick(random, workers), step);
      continue;
    }
    takeStep(world, pick(random, gates));
  }
  for (let round = 1; round <= rounds; round += 1) {
    await goOn(world, { servers, said, step: mostSteps + round, worker: pick(random, workers) });
  }
}

/** What the requests left behind comes due while things still go wrong: mail, and what waits for the coach's word. */
async function goOn(
  world: SimWorld,
  { worker, ...answering }: Parameters<typeof spawnAnswer>[1] & { worker: Program },
): Promise<void> {
  const { random } = world;
  await world.pass(random() * longestWaitForMailMs);
  // What was asked may be known only now, so the coach looks afterwards as well.
  for (const isAfter of [false, true]) {
    const step = isAfter ? answering.step + rounds : answering.step;
    if (random() < (isAfter ? 0.9 : 0.3)) spawnAnswer(world, { ...answering, step });
    if (!isAfter) await runJobs(world, worker, ["recover", "mail"]);
    await takeAllSteps(world);
  }
}

async function takeAllSteps(world: SimWorld): Promise<void> {
  for (;;) {
    const gates = await world.scheduler.waiting();
    if (gates.length === 0) return;
    takeStep(world, pick(world.random, gates));
  }
}

function takeStep({ random, profile, scheduler, events }: SimWorld, gate: Gate): void {
  if (gate.label === "begins" || random() >= profile.crash) return scheduler.open(gate);
  events.note("program killed");
  scheduler.crash(gate);
}

/** Time passes; sometimes it is a clock alone that jumps. */
async function pause(world: SimWorld, programs: readonly Program[]): Promise<void> {
  const { random, profile, events } = world;
  if (random() < profile.clockJump) {
    events.note("clock jumps");
    pick(random, programs).skewMs = skewOf(random);
  }
  // Mostly short: requests, answers and mail come to their end before the next long one.
  await world.pass(random() ** 3 * profile.longestPauseMs);
}

interface Resting {
  readonly isPatient: boolean;
  readonly movers: readonly Mover[];
  readonly said: Said;
  readonly repeated: Told[];
}

/**
 * Nothing fails any more: what still lives goes on, and a worker looks whenever something is due, or seldom. It
 * is started again, for its caches may wait for a call that stopped for ever. Some clocks are still wrong.
 */
async function comeToRest(world: SimWorld, { isPatient, movers, said, repeated }: Resting) {
  const worker = world.startProgram("worker at rest");
  world.isCalm = true;
  world.cal.calmDown();
  world.mail.calmDown();
  await finish(world);
  const quietMs = isPatient ? timings.quietMs : null;
  await settleAll(world, worker, quietMs);
  if (world.random() < 0.4) {
    await askAgain(world, movers, { said, repeated });
    await finish(world);
    await settleAll(world, worker, quietMs);
  }
  // The first look may reach only the fiftieth move of a long chain. What Cal.com does not know at the next one is gone
  // after one more, and a killed worker's lease has ended by then.
  for (let look = 0; look < 3; look += 1) {
    await world.pass(longestReadMs);
    await world.database.sql(
      `update "CalIntegrations" set "nextSyncAt" = simulated.now(), "wholeSyncWanted" = true
        where "status" = 'connected'`,
    );
    await runJobs(world, worker, ["sync", "unconnected"]);
    await finish(world);
    await settleAll(world, worker, quietMs);
  }
}

async function settleAll(world: SimWorld, worker: Program, quietMs: number | null): Promise<void> {
  for (let look = 0; look < mostLooks; look += 1) {
    const dueInMs = await readDueIn(world.database, { quietMs });
    if (dueInMs === null) return;
    await world.pass(Math.max(0, dueInMs) + 50);
    await runJobs(world, worker, ["recover", "webhooks", "mail"]);
    await finish(world);
  }
}

async function finish({ scheduler }: SimWorld): Promise<void> {
  for (;;) {
    const [gate] = await scheduler.waiting();
    if (!gate) return;
    scheduler.open(gate);
  }
}
