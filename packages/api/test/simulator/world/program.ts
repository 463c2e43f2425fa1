import type { CalClient } from "@reslot/cal";
import type { SteadyClock } from "@reslot/cal/time";
import { type Attempt, DbError, type Db, Secret } from "@reslot/db";
import { createApp } from "../../../src/create-ports.ts";
import type { Timings } from "../../../src/core/settings.ts";
import { noTelemetry } from "../../../src/infra/telemetry/telemetry.ts";
import type { App } from "../../../src/server.ts";
import { settingsWith } from "../../support/meeting.ts";
import { webhookSecret } from "./people.ts";
import { repositoriesOf } from "./sim-database.ts";
import type { SimWorld } from "./sim-world.ts";

interface ProgramOptions {
  readonly clock: SteadyClock;
  newUlid(): string;
  readonly timings: Timings;
  wrapCal(client: CalClient): CalClient;
}

/** A process of Reslot in the simulated world. */
export function createProgram(world: SimWorld, options: ProgramOptions): App {
  const { clock, newUlid, timings, wrapCal } = options;
  const limits = { personPerMinute: 1_000, personPerDay: 1_000, bookingPerDay: 1_000 };
  const db = simulated(world, repositoriesOf(world.database));
  const note = (...words: unknown[]) => void world.logged.push(JSON.stringify(words));
  const ports = {
    clock,
    newUlid,
    db,
    dbFor: () => db,
    cal: (credential, { onTokenRefused }) =>
      wrapCal(world.cal.clientFor(credential, onTokenRefused)),
    credentialBudgets: { prepare: () => undefined, takeIn: () => undefined },
    calOAuth: null,
    mailer: world.mail.mailer,
    identity: { getProfile: () => Promise.reject(new Error("The simulated people exist.")) },
    log: {
      info: note,
      error: (context, error, fields) =>
        note(context, error instanceof Error ? error.message : error, fields),
    },
    telemetry: noTelemetry,
  } satisfies Parameters<typeof createApp>[0];
  return createApp(ports, {
    settings: settingsWith({ timings, limits }),
    rateLimiter: { take: async () => 0 },
  });
}

/** Whose methods are steps of their own, at which a program may die; the others happen at once. */
const inSteps: ReadonlySet<string> = new Set([
  "attempts",
  "answers",
  "observations",
  "outbox",
  "webhookInbox",
  "coachSyncs",
]);

/** The real repositories, one step at a time, on a database that sometimes fails. */
function simulated(world: SimWorld, real: Db): Db {
  const { calSubscriptions } = real;
  const all = {
    ...real,
    attempts: { ...real.attempts, ...observed(world, real.attempts) },
    calSubscriptions: { ...calSubscriptions, readSecret: async () => new Secret(webhookSecret) },
  };
  const wrapped = Object.entries(all).map(([name, repository]) => [
    name,
    typeof repository === "object" ? everyMethod(world, name, repository) : repository,
  ]);
  return Object.fromEntries(wrapped) as Db;
}

/** A call that has not left by then may not leave any more. */
const sendWithinMs = 25_000;

/** Notes what happens to attempts. */
function observed(world: SimWorld, attempts: Db["attempts"]): Partial<Db["attempts"]> {
  const note = ({ ulid: id, fromCalUid: fromUid, kind }: Attempt) =>
    world.sent.set(id, { at: world.now(), answered: false, fromUid, kind });
  return {
    async get(options) {
      const row = await attempts.get(options);
      world.noteWhetherLeft(options.attemptUlid);
      return row;
    },
    async begin(input) {
      const answer = await attempts.begin(input);
      if (answer.kind === "created" && answer.attempt.state === "SENDING") note(answer.attempt);
      return answer;
    },
    async markSending(options) {
      const answer = await attempts.markSending(options);
      if (answer.kind === "sending") note(answer.attempt);
      return answer;
    },
    async apply(move) {
      const result = await attempts.apply(move);
      if (result.applied && result.attemptUlid)
        world.settledAt.set(result.attemptUlid, world.now());
      return result;
    },
    async fail(options) {
      const row = await attempts.fail(options);
      const { attemptUlid, errorCode } = options;
      world.noteWhetherLeft(attemptUlid);
      if (!row) return row;
      const by = world.scheduler.current()?.name ?? "";
      world.declared.push({ attemptUlid, errorCode, by, at: world.now() });
      const sent = world.sent.get(attemptUlid);
      if (sent) sent.answered = row.answered;
      if (row.state !== "UNKNOWN") world.settledAt.set(attemptUlid, world.now());
      return row;
    },
    async takeBack(options) {
      const row = await attempts.takeBack(options);
      const sentAt = world.sent.get(options.attemptUlid)?.at ?? world.now();
      if (world.now() - sentAt > sendWithinMs) world.events.note("too late to send");
      if (row) world.sent.delete(options.attemptUlid);
      return row;
    },
  };
}

function everyMethod<Repository extends object>(
  world: SimWorld,
  name: string,
  repository: Repository,
): Repository {
  return new Proxy(repository, {
    get(target, key, receiver) {
      const method: unknown = Reflect.get(target, key, receiver);
      if (typeof method !== "function") return method;
      const isStep = inSteps.has(name);
      return (...args: unknown[]) =>
        stumbling(world, { label: String(key), isStep }, () => Reflect.apply(method, target, args));
    },
  });
}

const lastCalls = new WeakMap<SimWorld, Promise<unknown>>();

/** One query at a time, so that which of two answers comes first is no matter of chance. */
function inTurn<Result>(world: SimWorld, call: () => Promise<Result>): Promise<Result> {
  const result = (lastCalls.get(world) ?? Promise.resolve()).then(call);
  lastCalls.set(
    world,
    result.catch(() => undefined),
  );
  return result;
}

function stumbling<Result>(
  world: SimWorld,
  { label, isStep }: { label: string; isStep: boolean },
  call: () => Promise<Result>,
): Promise<Result> {
  const { random, profile, scheduler, events } = world;
  const run = async () => {
    const dice = world.isCalm ? 1 : random();
    const failure = new DbError("UNAVAILABLE", { table: "any", operation: label });
    if (dice < profile.databaseFault / 2) {
      events.note("database fails before a query");
      throw failure;
    }
    const result = await inTurn(world, call);
    if (dice >= profile.databaseFault) return result;
    events.note("database fails after a query");
    throw failure;
  };
  return isStep ? scheduler.ask(label, run) : scheduler.askAtOnce(run);
}
