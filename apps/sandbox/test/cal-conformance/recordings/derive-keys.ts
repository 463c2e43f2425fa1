import { people } from "../recorded-server.ts";
import { hasSucceeded, messageOf, type Timeline } from "./timeline.ts";
import type { Recording } from "./recordings.ts";

interface Rate {
  readonly name: string;
  readonly limit: number;
  readonly ttlMs: number;
  readonly blockMs: number;
}

interface SeedKey {
  readonly key: string;
  readonly email: string;
  readonly expiresAt?: string;
  readonly rate?: Rate;
}

const fallbackOwner = "outsider@example.test";
const limitHeader = /^x-ratelimit-limit-(.+)$/;

/**
 * The API keys that the recorded server knew besides people's own: each belongs to whoever `/v2/me`
 * named, with the limit that its answers show; one that had expired still does.
 */
export function deriveKeys({ exchanges }: Timeline): SeedKey[] {
  const known = new Set(people.map(({ calApiKey }) => calApiKey));
  const uses = new Map<string, Recording[]>();
  for (const exchange of exchanges) {
    const key = keyOf(exchange);
    if (key !== null && !known.has(key)) uses.set(key, [...(uses.get(key) ?? []), exchange]);
  }
  return [...uses].flatMap(([key, calls]) => seedKey(key, calls) ?? []);
}

/** The API key of a request; null for another token or none. */
export function keyOf({ request }: Recording): string | null {
  return /^Bearer (cal_\S+)$/.exec(request.headers?.["authorization"] ?? "")?.[1] ?? null;
}

function seedKey(key: string, calls: readonly Recording[]): SeedKey | null {
  const email = ownerOf(calls);
  if (calls.some((call) => messageOf(call).includes("api key is expired")))
    return { key, email, expiresAt: "2026-11-01" };
  if (calls.every(({ response }) => response.status === 401)) return null;
  const rate = rateOf(calls);
  return { key, email, ...(rate === null ? {} : { rate }) };
}

function ownerOf(calls: readonly Recording[]): string {
  const me = calls.find(({ request }) => request.path.startsWith("/v2/me"));
  const email = me !== undefined && hasSucceeded(me) ? me.response.body?.data?.email : undefined;
  return email ?? fallbackOwner;
}

/** A limit of its own; the usual one is the server's. */
function rateOf(calls: readonly Recording[]): Rate | null {
  for (const { response } of calls) {
    const name = limitNameOf(response.headers);
    if (name === null || name === "default") continue;
    const limit = Number(response.headers[`x-ratelimit-limit-${name}`]);
    const resetMs = (isBlocked: boolean, fallback: number): number => {
      const seconds = calls
        .filter((call) => (call.response.status === 429) === isBlocked)
        .map((call) => Number(call.response.headers[`x-ratelimit-reset-${name}`] ?? 0));
      return seconds.length === 0 ? fallback : Math.max(...seconds) * 1000;
    };
    return { name, limit, ttlMs: resetMs(false, 60_000), blockMs: resetMs(true, 60_000) };
  }
  return null;
}

function limitNameOf(headers: Recording["response"]["headers"]): string | null {
  for (const header of Object.keys(headers)) {
    const name = limitHeader.exec(header)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

/** How many calls of the same caller came before, where the answer shows a limit that matters. */
export function earlierCallsOf({ response }: Recording): number {
  const name = limitNameOf(response.headers);
  if (name === null) return 0;
  const limit = Number(response.headers[`x-ratelimit-limit-${name}`]);
  if (response.status === 429) return limit;
  if (name === "default") return 0;
  return limit - Number(response.headers[`x-ratelimit-remaining-${name}`]) - 1;
}
