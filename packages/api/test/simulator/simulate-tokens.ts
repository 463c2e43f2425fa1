import { randomBytes } from "node:crypto";
import { createServerAuthClient, createDb, type Db, parseTokenKeys } from "@reslot/db";
import type { CalOAuthClient } from "@reslot/cal/oauth";
import type { Clock } from "@reslot/cal/time";
import { ulid } from "ulid";
import {
  refreshAccessToken,
  type RefreshDeps,
} from "../../src/cal-credentials/refresh-access-token.ts";
import type { FreshToken } from "../../src/core/connection.ts";
import { createCaches } from "../../src/infra/cache/caches.ts";
import { createRandom, pick, type Random } from "./random.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import type { SimDatabase } from "./world/sim-database.ts";
import { fixedUlid } from "./world/people.ts";
import { simulateTimeouts } from "./simulated-timeouts.ts";

const userUlid = fixedUlid(9);
const programs = 4;
const mostSteps = 80;
const leaseMs = 20_000;
/** What Cal.com has to answer in. */
const timeoutMs = 10_000;
/** Due for another one, and good all through the run. */
const leftMs = 110_000;
const mostPassedMs = 90_000;
const tokenKeys = parseTokenKeys(`k1:${randomBytes(32).toString("base64")}`);

/** A refresh call as Cal.com saw it. */
interface Refresh {
  readonly by: string;
  readonly refreshToken: string;
  readonly at: number;
  isAnswered: boolean;
}

interface TokenWorld {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly database: SimDatabase;
  readonly refreshes: Refresh[];
  /** Access tokens in the order in which they were stored. */
  readonly stored: string[];
  /** Who will never take another step. */
  readonly dead: Set<string>;
  passedMs: number;
}

/**
 * One run: several programs find the same access token about to end, while some of them die, answers
 * get lost and time passes. I11: Cal.com is asked once for as long as the asking program may still answer,
 * no program uses a token that is not stored, and the stored token is the newest.
 *
 * @returns what does not hold, in words
 */
export async function simulateTokens(
  seed: number,
  database: SimDatabase,
): Promise<{ violations: string[]; refreshes: number }> {
  const restoreTimeouts = simulateTimeouts();
  try {
    const world: TokenWorld = {
      random: createRandom(seed),
      scheduler: createScheduler(),
      database,
      refreshes: [],
      stored: ["access 0"],
      dead: new Set(),
      passedMs: 0,
    };
    const { url, secretKey } = database;
    const real = createDb({ client: createServerAuthClient({ url, secretKey }), tokenKeys });
    await connect(database, real);
    const told: FreshToken[] = [];
    for (let index = 0; index < programs; index += 1) {
      const ports = programOf(world, real);
      world.scheduler.spawn(`program ${index}`, async () => {
        const fresh = await refreshAccessToken(ports, { userUlid }).catch(() => null);
        if (fresh) told.push(fresh);
      });
    }
    await struggle(world);
    const now = await real.calConnections.readOAuth(userUlid);
    const newest = now?.accessToken.reveal() ?? "";
    return { violations: violationsOf(world, { told, newest }), refreshes: world.refreshes.length };
  } finally {
    restoreTimeouts();
  }
}

async function connect({ sql }: SimDatabase, { calConnections }: Db): Promise<void> {
  for (const table of ["CalSubscriptions", "CalIntegrations"]) {
    await sql(`delete from "${table}" where "userUlid" = '${userUlid}'`);
  }
  await sql(`insert into "User" ("ulid", "clerkUserId", "email", "name", "timeZone")
    values ('${userUlid}', 'user_tokens', 'tokens@example.com', 'Toni', 'UTC') on conflict do nothing`);
  await calConnections.saveOAuth({
    ulid: ulid(),
    userUlid,
    accessToken: "access 0",
    refreshToken: "refresh 0",
    accessExpiresAt: new Date(Date.now() + leftMs).toISOString(),
    scopes: [],
    me: { calUserId: 999_999, calUsername: "toni", calEmail: "tokens@example.com" },
  });
}

/** A program of its own, with nothing remembered. */
function programOf(world: TokenWorld, real: Db): RefreshDeps {
  const now = () => Date.now() + world.passedMs;
  const clock = { now, elapsed: now };
  const { calConnections } = real;
  const { scheduler, stored } = world;
  const inSteps: Partial<Db["calConnections"]> = {
    readOAuth: (id) => scheduler.ask("readOAuth", () => calConnections.readOAuth(id)),
    leaseRefresh: (asked) => scheduler.ask("lease", () => calConnections.leaseRefresh(asked)),
    releaseRefresh: (asked) => scheduler.ask("release", () => calConnections.releaseRefresh(asked)),
    storeRefreshed: (tokens) =>
      scheduler.ask("store", async () => {
        const isStored = await calConnections.storeRefreshed(tokens);
        const { accessToken } = tokens;
        if (isStored)
          stored.push(typeof accessToken === "string" ? accessToken : accessToken.reveal());
        return isStored;
      }),
  };
  return {
    clock,
    newUlid: () => ulid(),
    db: { ...real, calConnections: { ...calConnections, ...inSteps } },
    calOAuth: oauthOf(world, clock),
    log: { info: () => undefined, error: () => undefined },
    caches: createCaches(clock, 1),
  };
}

/** Cal.com's token endpoint: every answer brings new tokens, and some answers get lost. */
function oauthOf(world: TokenWorld, clock: Clock): CalOAuthClient {
  const { scheduler, random, refreshes } = world;
  return {
    appUrl: "https://cal.example",
    apiUrl: "https://cal.example",
    clientId: "reslot",
    clientSecret: "secret",
    redirectUri: "https://reslot.example/api/cal/callback",
    clock,
    async fetch(_url, init) {
      const sent = new URLSearchParams(typeof init?.body === "string" ? init.body : "");
      const sentAt = clock.now();
      return scheduler.ask("POST", async () => {
        if (clock.now() - sentAt > timeoutMs) throw new TypeError("fetch failed");
        const call: Refresh = {
          by: scheduler.current()?.name ?? "",
          refreshToken: sent.get("refresh_token") ?? "",
          at: clock.now(),
          isAnswered: random() > 0.2,
        };
        refreshes.push(call);
        if (!call.isAnswered) throw new TypeError("fetch failed");
        const count = refreshes.length;
        return Response.json({
          access_token: `access ${count}`,
          refresh_token: `refresh ${count}`,
          token_type: "bearer",
          expires_in: 1_800,
        });
      });
    },
  };
}

async function struggle(world: TokenWorld): Promise<void> {
  const { random, scheduler, database } = world;
  for (let step = 0; step < mostSteps; step += 1) {
    await manyTurns();
    const gates = await scheduler.waiting();
    if (gates.length === 0) return;
    const pauseMs = random() < 0.1 ? Math.round(random() * 30_000) : 0;
    if (pauseMs > 0 && world.passedMs + pauseMs < mostPassedMs) {
      world.passedMs += pauseMs;
      await database.sql(`update "CalIntegrations" set "refreshUntil" = "refreshUntil"
        - interval '${pauseMs} milliseconds' where "userUlid" = '${userUlid}'`);
    }
    const gate = pick(random, gates);
    const dies = gate.label !== "begins" && random() < 0.05;
    if (dies) world.dead.add(gate.actor.name);
    if (dies) scheduler.crash(gate);
    else scheduler.open(gate);
  }
}

/** Reading an answer and sealing tokens take more turns of the loop than other steps. */
async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function violationsOf(
  { refreshes, stored, dead, scheduler }: TokenWorld,
  { told, newest }: { told: readonly FreshToken[]; newest: string },
): string[] {
  const twice = refreshes.filter((call, index) =>
    refreshes
      .slice(0, index)
      .some(
        (earlier) =>
          earlier.refreshToken === call.refreshToken &&
          earlier.isAnswered &&
          !dead.has(earlier.by) &&
          call.at - earlier.at < leaseMs - clockToleranceMs,
      ),
  );
  const unstored = told.filter(
    (each) => each.kind === "usable" && !stored.includes(each.token.reveal()),
  );
  const trace = scheduler.trace.slice(-40);
  return [
    ...(twice.length > 0 ? [`I11 asked twice ${JSON.stringify({ twice, trace })}`] : []),
    ...(unstored.length > 0
      ? [`I11 uses a token that is not stored ${JSON.stringify(trace)}`]
      : []),
    ...(newest === stored.at(-1) && inOrder(stored)
      ? []
      : [`I11 not the newest ${newest} ${stored.join()}`]),
  ];
}

/** Nothing older is ever stored over something newer. */
function inOrder(tokens: readonly string[]): boolean {
  const numbers = tokens.map((token) => Number(token.split(" ")[1]));
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}

/** The database's clock and ours are read a moment apart. */
const clockToleranceMs = 2_000;
