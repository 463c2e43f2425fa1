import { createServerAuthClient, createDb, DbError, Secret, type Db } from "@reslot/db";
import { dayMs, formatInstant, hourMs, parseInstant } from "@reslot/cal/time";
import { ulid } from "ulid";
import { createApp } from "../../src/create-ports.ts";
import type { App } from "../../src/server.ts";
import { noTelemetry } from "../../src/infra/telemetry/telemetry.ts";
import { settingsWith } from "../support/meeting.ts";
import { type CalDouble, createCalDouble } from "./cal-double.ts";
import type { Mutant } from "./mutants.ts";
import type { Profile } from "./profiles.ts";
import { createRandom, type Random } from "./random.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import {
  arrange,
  letTimePass,
  passUntilDue,
  type SimDatabase,
  type SimPeople,
} from "./sim-database.ts";

/** A ULID that is the same in every run. */
export const fixedUlid = (number: number): string => String(number).padStart(26, "0");

const simPeople = { bookingUlid: fixedUlid(1), coachUlid: fixedUlid(2), menteeUlid: fixedUlid(3) };
const kindsOfMeetings = 1_000_003;

/** The protocol's times as a deployment has them. */
export const timings = {
  postTimeoutMs: 25_000,
  leaseMs: 60_000,
  quietMs: 120_000,
  answeredRetryMs: 5_000,
  respondWithinMs: 5_000,
};

/** An end that was declared for an attempt, and took effect. */
export interface Declared {
  readonly attemptUlid: string;
  readonly errorCode: string;
  readonly by: string;
  readonly at: number;
}

export interface SimWorld {
  readonly random: Random;
  readonly profile: Profile;
  readonly scheduler: Scheduler;
  readonly database: SimDatabase;
  readonly people: SimPeople;
  readonly cal: CalDouble;
  /** For what the kind of meeting leaves open. */
  readonly dice: Random;
  readonly isMenteeConnected: boolean;
  /** When the meeting was at first, in ms. */
  readonly start: number;
  readonly declared: Declared[];
  /** When an attempt was sent, by its ULID. */
  readonly sent: Map<string, { at: number; answered: boolean; fromUid: string }>;
  now(): number;
  /** How long the run has really taken so far, in ms: on a busy machine that is not nothing. */
  tookMs(): number;
  /** Lets time pass, and Cal.com carry out what has become due. */
  pass(ms: number): Promise<void>;
  /** Whether a call had left for the attempt that the current actor has looked up or ended last. */
  hadLeft(): boolean;
  noteWhetherLeft(attemptUlid: string): void;
  /** When an attempt's end was recorded. */
  readonly settledAt: Map<string, number>;
  /** The booking's version and Cal.com's uid, as last recorded. */
  version: number;
  head: string;
  /** Lets time pass until something is due; false when nothing is open. */
  passUntilDue(how: { quietMs: number | null }): Promise<boolean>;
  /** A program of its own, with nothing remembered. */
  startProgram(): App;
  isCalm: boolean;
}

export interface WorldOptions {
  readonly seed: number;
  readonly database: SimDatabase;
  readonly random: Random;
  readonly profile: Profile;
  readonly mutant: Mutant | null;
}

/** One meeting in a week, in an empty database and at a Cal.com of its own. */
export async function createWorld(options: WorldOptions): Promise<SimWorld> {
  const { database, random, profile } = options;
  // The kind of meeting has dice of its own, so that it does not change what else a seed means.
  const dice = createRandom(options.seed + kindsOfMeetings);
  const needsWord = dice() < profile.needsWord;
  const isMenteeConnected = dice() < profile.menteeConnected;
  const start = Math.floor(Date.now() / dayMs) * dayMs + 7 * dayMs + 9 * hourMs;
  const people = simPeople;
  const firstUid = "cal";
  await arrange(database, { people, calUid: firstUid, start });

  let passedMs = 0;
  const bornAt = Date.now();
  const now = () => Date.now() + passedMs;
  const scheduler = createScheduler();
  const cal = createCalDouble({
    random,
    profile,
    scheduler,
    now,
    firstUid,
    start,
    needsWord,
    latestEffectMs: timings.quietMs - timings.leaseMs,
  });
  const left = new Map<string, boolean>();
  const currentName = () => scheduler.current()?.name ?? "";
  const world: SimWorld = {
    hadLeft: () => left.get(currentName()) ?? false,
    noteWhetherLeft(attemptUlid) {
      const hasLeft = cal.posts.some(({ attempt }) => attempt === attemptUlid);
      left.set(currentName(), hasLeft);
    },
    random,
    profile,
    scheduler,
    database,
    people,
    cal,
    dice,
    isMenteeConnected,
    start,
    declared: [],
    sent: new Map(),
    settledAt: new Map(),
    now,
    tookMs: () => Date.now() - bornAt,
    isCalm: false,
    version: 1,
    head: firstUid,
    async passUntilDue(how) {
      const ms = await passUntilDue(database, how);
      passedMs += ms ?? 0;
      scheduler.trace.push(`${ms} ms pass`);
      cal.catchUp();
      return ms !== null;
    },
    async pass(ms) {
      passedMs += Math.round(ms);
      await letTimePass(database, ms);
      scheduler.trace.push(`${Math.round(ms)} ms pass`);
      cal.catchUp();
    },
    startProgram: () => startProgram(world, options.mutant, () => passedMs),
  };
  return world;
}

function startProgram(world: SimWorld, mutant: Mutant | null, passedMs: () => number): App {
  const { database, now } = world;
  const { url, secretKey } = database;
  const real = createDb({ client: createServerAuthClient({ url, secretKey }) });
  const clock = { now };
  const settings = settingsWith({ timings: { ...timings, ...mutant?.timings } });
  const client = mutant?.cal?.(world.cal.client) ?? world.cal.client;
  const ports = {
    clock,
    newUlid: () => ulid(),
    db: simulated(world, real, passedMs),
    dbFor: () => real,
    cal: () => client,
    credentialBudgets: { prepare: () => undefined },
    calOAuth: null,
    mailer: { sendBatch: () => Promise.resolve([]) },
    identity: { getProfile: () => Promise.reject(new Error("The simulated people exist.")) },
    log: { info: () => undefined, error: () => undefined },
    telemetry: noTelemetry,
  };
  return createApp(ports, { settings, rateLimiter: { take: async () => 0 } });
}

/** The real repositories, one step at a time, on a database that sometimes fails. */
function simulated(world: SimWorld, real: Db, passedMs: () => number): Db {
  const { now } = world;
  const { attempts } = real;
  const later = <Row extends { sentAt: string | null }>(row: Row): Row => ({
    ...row,
    sentAt: row.sentAt && formatInstant(parseInstant(row.sentAt) + passedMs()),
  });
  return {
    ...real,
    users: peopleOf(world) as unknown as Db["users"],
    calConnections: connectionsOf(world) as unknown as Db["calConnections"],
    bookings: inSteps(world, real.bookings),
    observations: inSteps(world, real.observations),
    attempts: {
      ...inSteps(world, attempts),
      get: (options) =>
        stumbling(world, "get", async () => {
          const row = await attempts.get(options);
          world.noteWhetherLeft(options.attemptUlid);
          return row;
        }),
      async claimDue(options) {
        const due = await stumbling(world, "claimDue", () => attempts.claimDue(options));
        return due.map(later);
      },
      async markSending(options) {
        const marked = await stumbling(world, "markSending", async () => {
          const answer = await attempts.markSending(options);
          if (answer.kind !== "sending") return answer;
          const { ulid: id, fromCalUid: fromUid } = answer.attempt;
          world.sent.set(id, { at: world.now(), answered: false, fromUid });
          return answer;
        });
        return marked.kind === "sending" ? { ...marked, attempt: later(marked.attempt) } : marked;
      },
      apply: (move) =>
        stumbling(world, `apply ${move.cause}`, async () => {
          const result = await attempts.apply(move);
          if (result.applied) {
            world.version = result.version;
            world.head = move.toCalUid;
          }
          if (result.applied && result.attemptUlid) world.settledAt.set(result.attemptUlid, now());
          return result;
        }),
      fail: (options) =>
        stumbling(world, `fail ${options.state}`, () => declare(world, attempts, options)),
      takeBack: (options) =>
        stumbling(world, "takeBack", async () => {
          const row = await attempts.takeBack(options);
          if (row) world.sent.delete(options.attemptUlid);
          return row;
        }),
    },
  };
}

async function declare(
  world: SimWorld,
  attempts: Db["attempts"],
  options: Parameters<Db["attempts"]["fail"]>[0],
) {
  const row = await attempts.fail(options);
  world.noteWhetherLeft(options.attemptUlid);
  if (!row) return row;
  const { attemptUlid, errorCode } = options;
  const by = world.scheduler.current()?.name ?? "";
  world.declared.push({ attemptUlid, errorCode, by, at: world.now() });
  const sent = world.sent.get(attemptUlid);
  if (sent) sent.answered = row.answered;
  if (row.state !== "UNKNOWN") world.settledAt.set(attemptUlid, world.now());
  return row;
}

/** Every method of a repository, each call a step. */
function inSteps<Repository extends object>(world: SimWorld, repository: Repository): Repository {
  return new Proxy(repository, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) =>
        stumbling(world, String(name), () => Reflect.apply(method, target, args));
    },
  });
}

function stumbling<Result>(
  world: SimWorld,
  label: string,
  call: () => Promise<Result>,
): Promise<Result> {
  const { random, profile, scheduler } = world;
  return scheduler.ask(label, async () => {
    const dice = world.isCalm ? 1 : random();
    const failure = new DbError("UNAVAILABLE", { table: "any", operation: label });
    if (dice < profile.databaseFault / 2) throw failure;
    const result = await call();
    if (dice < profile.databaseFault) throw failure;
    return result;
  });
}

function peopleOf({ people }: SimWorld) {
  const user = (id: string, name: string) => ({
    ulid: id,
    clerkUserId: `user_${name}`,
    email: `${name}@example.com`,
    name,
    timeZone: "UTC",
  });
  const all = [user(people.coachUlid, "coach"), user(people.menteeUlid, "mentee")];
  return {
    getByClerkId: async (id: string) => all.find(({ clerkUserId }) => clerkUserId === id) ?? null,
    getByUlid: async (id: string) => all.find((each) => each.ulid === id) ?? null,
  };
}

/** The coach is connected, and the mentee in some worlds; tokens are always good. */
function connectionsOf({ people, isMenteeConnected, now }: SimWorld) {
  const connection = (userUlid: string, name: string) => ({
    ulid: userUlid,
    userUlid,
    kind: "apiKey",
    status: "connected",
    calUserId: name === "coach" ? 1 : 2,
    calUsername: name,
    calEmail: `${name}@example.com`,
    connectedAt: formatInstant(now()),
    provenAt: formatInstant(now()),
    leftAlone: [],
    generation: 1,
  });
  const nameOf = (id: string) => (id === people.coachUlid ? "coach" : "mentee");
  const isConnected = (id: string) => id === people.coachUlid || isMenteeConnected;
  return {
    get: async (id: string) => (isConnected(id) ? connection(id, nameOf(id)) : null),
    getWithToken: async (id: string) =>
      isConnected(id)
        ? {
            connection: connection(id, nameOf(id)),
            token: new Secret("key"),
            accessExpiresAt: null,
          }
        : null,
    markProven: async () => undefined,
    markNeedsReconnect: async () => undefined,
  };
}
