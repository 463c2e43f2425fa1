import { hourMs } from "@reslot/cal/time";
import { createBookingReader } from "../../src/cal-credentials/booking-reader.ts";
import { reconcileBooking } from "../../src/sync/reconcile-booking.ts";
import { recoverAttempts } from "../../src/reschedule/recover-attempts.ts";
import { createCaller, createContext } from "../../src/index.ts";
import type { App } from "../../src/server.ts";
import { findViolations, type Told } from "./invariants.ts";
import type { Mutant } from "./mutants.ts";
import { type ProfileName, profiles } from "./profiles.ts";
import { createRandom, pick, type Random } from "./random.ts";
import { readLedger, type SimDatabase } from "./sim-database.ts";
import { simulateTimeouts } from "./simulated-timeouts.ts";
import { createWorld, fixedUlid, type SimWorld, timings } from "./sim-world.ts";

const mostSteps = 150;
const mostLooks = 30;

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
  readonly moves: number;
  readonly crashes: number;
}

interface Move {
  bookingUlid: string;
  newStartTime: string;
  newEndTime: string;
  attemptUlid: string;
  expectedVersion: number;
}

interface Mover {
  readonly role: "coach" | "mentee";
  readonly attemptUlid: string;
  /** What they ask for, from the moment they have seen the meeting; then always the same. */
  input: Move | null;
}

/**
 * One run: several people move one meeting, twice over, through the real verbs and the real SQL,
 * while programs stop for ever, answers get lost, moves take effect late, and others move the meeting
 * in Cal.com itself, or change its time there. The seed decides who takes the next step. Then everything comes to rest.
 */
export async function simulate({
  seed,
  profile,
  database,
  mutant,
}: Simulation): Promise<SimResult> {
  const restoreTimeouts = simulateTimeouts();
  try {
    const random = createRandom(seed);
    const world = await createWorld({
      seed,
      database,
      random,
      profile: profiles[profile],
      mutant: mutant ?? null,
    });
    const told: Told[] = [];
    const movers = spawnMovers(world, told);
    const worker = world.startProgram();
    await struggle(world, worker);
    const calmSince = world.now();
    const isPatient = random() < 0.7;
    await comeToRest(world, isPatient);
    const repeated: Told[] = [];
    if (random() < 0.4) {
      await askAgain(world, movers, { told, repeated });
      await comeToRest(world, isPatient);
    }
    const ledger = await readLedger(database, world.people.bookingUlid);
    const { trace } = world.scheduler;
    return {
      violations: findViolations({
        world,
        ledger,
        told,
        repeated,
        calmSince: isPatient ? null : calmSince,
      }),
      trace,
      posts: world.cal.posts.length,
      moves: ledger.events.length,
      crashes: trace.filter((line) => line.includes("CRASH")).length,
    };
  } finally {
    restoreTimeouts();
  }
}

/** All movers move the meeting as they saw it; some press the button twice. */
function spawnMovers(world: SimWorld, told: Told[]): Mover[] {
  const { random, profile, scheduler } = world;
  const programs = [world.startProgram(), world.startProgram()];
  return Array.from({ length: profile.movers }, (_, index) => {
    const attemptUlid = fixedUlid(100 + index);
    const role = pick(random, ["coach", "mentee"] as const);
    const mover: Mover = { role, attemptUlid, input: null };
    const hours = 1 + ((index + Math.floor(random() * 2)) % 3);
    const thinks = Math.floor(random() * index * 8);
    const times = random() < 0.4 ? 2 : 1;
    for (let time = 1; time <= times; time += 1) {
      const ports = pick(random, programs);
      scheduler.spawn(`${attemptUlid}#${time}`, async () => {
        for (let step = 0; step < thinks; step += 1) await scheduler.gate("thinks");
        const expectedVersion = world.version;
        mover.input ??= { ...targetOf(world, hours), attemptUlid, expectedVersion };
        const answer = await ask(ports, role, mover.input);
        scheduler.trace.push(`${attemptUlid}#${time} is told ${answer}`);
        told.push({ attemptUlid, answer, hadLeft: world.hadLeft() });
      });
    }
    return mover;
  });
}

function targetOf({ start, people }: SimWorld, hours: number) {
  const newStart = start + hours * 2 * hourMs;
  return {
    bookingUlid: people.bookingUlid,
    newStartTime: new Date(newStart).toISOString(),
    newEndTime: new Date(newStart + hourMs).toISOString(),
  };
}

async function ask(ports: App, role: Mover["role"], input: Move): Promise<string> {
  const request = { origin: null, contentType: "application/json", requestId: "simulated" };
  const caller = {
    kind: "apiKey",
    clerkUserId: `user_${role}`,
    scopes: ["booking:reschedule"],
  } as const;
  try {
    const api = createCaller(() => createContext(ports)({ caller, request }));
    return (await api.booking.reschedule(input)).outcome;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return typeof cause === "object" && cause && "code" in cause ? String(cause.code) : String(error);
}

/** The part in which things go wrong. */
async function struggle(world: SimWorld, worker: App): Promise<void> {
  const { random, profile, scheduler } = world;
  const actInCal = planInCal(world);
  for (let step = 0; step < mostSteps; step += 1) {
    const gates = await scheduler.waiting();
    actInCal(step);
    giveWord(world);
    callBack(world, worker);
    if (random() < profile.pause) {
      await world.pass(random() * profile.longestPauseMs);
      if (random() < 0.7) spawnSweep(world, worker, step);
      continue;
    }
    if (gates.length === 0) break;
    const gate = pick(random, gates);
    if (gate.label !== "begins" && random() < profile.crash) scheduler.crash(gate);
    else scheduler.open(gate);
  }
}

/** What happens to the meeting in Cal.com itself, by step. */
function planInCal({ random, dice, profile, cal, start }: SimWorld): (step: number) => void {
  const within = (steps: number, roll: Random, chance: number) =>
    roll() < chance ? Math.floor(roll() * steps) : -1;
  const changesAt = within(60, dice, profile.changeInPlace);
  const movesAt = within(40, random, profile.externalMove);
  const endsAt = within(80, random, profile.externalEnd);
  return (step) => {
    if (step === changesAt) cal.changeHead(start + 22 * hourMs);
    if (step === movesAt) cal.moveHead(start + 20 * hourMs);
    if (step === endsAt) cal.endHead();
  };
}

/** The coach answers in Cal.com itself, if a time waits for it. */
function giveWord({ cal, dice, profile }: SimWorld): void {
  if (cal.leaf().status === "pending" && dice() < profile.word) cal.answerHead(dice() < 0.6);
}

function spawnSweep({ scheduler }: SimWorld, worker: App, step: number): void {
  scheduler.spawn(`sweep${step}`, async () => {
    await recoverAttempts(worker).catch(() => 0);
  });
}

/** Cal.com tells of a move: once, twice, late or never. */
function callBack(world: SimWorld, worker: App): void {
  const { random, profile, scheduler, cal } = world;
  for (const calUid of cal.takeNews()) {
    for (let times = 1 + Math.floor(random() * 2); times > 0; times -= 1) {
      if (random() < profile.hookLoss) continue;
      scheduler.spawn(`webhook ${calUid}`, async () => {
        const reader = readerOf(world, worker);
        await reconcileBooking(worker, { reader, calUid, cause: "webhook" }).catch(() => null);
      });
    }
  }
}

function readerOf({ people: { coachUlid: coachUserUlid } }: SimWorld, worker: App) {
  return createBookingReader(worker, { userUlids: [coachUserUlid], purpose: "sync" });
}

/**
 * Nothing fails any more: what still lives goes on, and the worker looks whenever something is due, or seldom. It
 * is started again, for its caches may wait for a call that stopped for ever.
 */
async function comeToRest(world: SimWorld, isPatient: boolean): Promise<void> {
  const worker = world.startProgram();
  world.isCalm = true;
  world.cal.calmDown();
  await finish(world);
  for (let look = 0; look < mostLooks; look += 1) {
    if (!(await world.passUntilDue({ quietMs: isPatient ? timings.quietMs : null }))) break;
    spawnSweep(world, worker, mostSteps + look);
    await finish(world);
  }
  const reader = readerOf(world, worker);
  await reconcileBooking(worker, { reader, calUid: world.head, cause: "reconcile" });
}

async function finish({ scheduler }: SimWorld): Promise<void> {
  for (;;) {
    const [gate] = await scheduler.waiting();
    if (!gate) return;
    scheduler.open(gate);
  }
}

/** One of the requests once more, and once more with another time. What was never sent may be made now. */
async function askAgain(
  world: SimWorld,
  movers: readonly Mover[],
  { told, repeated }: { told: Told[]; repeated: Told[] },
): Promise<void> {
  const program = world.startProgram();
  const { role, attemptUlid, input } = pick(world.random, movers);
  const actorUserUlid = role === "coach" ? world.people.coachUlid : world.people.menteeUlid;
  const known = await program.db.attempts.get({ attemptUlid, actorUserUlid });
  if (!known || !input) return;
  const answers = known.state === "ABANDONED" ? told : repeated;
  world.scheduler.spawn(`${attemptUlid}#again`, async () => {
    const answer = await ask(program, role, input);
    answers.push({ attemptUlid, answer, hadLeft: world.hadLeft() });
    const refused = await ask(program, role, { ...input, ...targetOf(world, 7) });
    if (refused === "IDEMPOTENCY_KEY_REUSED") return;
    repeated.push({ attemptUlid, answer: `another request got ${refused}`, hadLeft: true });
  });
  await finish(world);
}
