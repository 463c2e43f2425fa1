import { hourMs, minuteMs } from "@reslot/cal/time";
import { AppError } from "../core/errors/app-error.ts";
import type { Pair } from "../core/model.ts";
import type { CallLimits } from "../core/settings.ts";
import type { RateRule } from "../infra/rate-limit/memory-rate-limiter.ts";
import type { Needs } from "./app.ts";

const defaultCallLimits: CallLimits = {
  readsPerPersonPerMinute: 600,
  writesPerPersonPerMinute: 120,
  connectsPerPersonPerHour: 30,
  callsPerAddressPerMinute: 3_000,
  webhooksPerAddressPerMinute: 3_000,
  menteeReadsPerPairPerHour: 1_200,
};

export type LimitDeps = Needs<"rateLimiter" | "log" | "telemetry" | "settings">;

export type PersonLimit = "read" | "write" | "connect";
export type AddressLimit = "call" | "webhook";

/** What a procedure counts as. Opening a stream counts as one read. */
export function limitOf(path: string, type: "query" | "mutation" | "subscription"): PersonLimit {
  if (type !== "mutation") return "read";
  return path.startsWith("calConnection.connect") ? "connect" : "write";
}

/**
 * Counts one call of a person: for all servers together where it changes something, which costs a query. When the
 * counts cannot be read, people may still look, and nothing is changed.
 *
 * @throws {AppError} RATE_LIMITED, or SERVICE_BUSY when the counts cannot be read, with `details.retryAfterMs`
 */
export async function enforcePersonLimit(
  deps: LimitDeps,
  { clerkUserId, kind }: { clerkUserId: string; kind: PersonLimit },
): Promise<void> {
  const rule = personRules(limitsOf(deps))[kind];
  const failOpen = kind === "read";
  await enforce(deps, { kind, whose: clerkUserId, rule, failOpen });
}

/**
 * Counts calls that come from one address, before anything is done for them that costs a query. This is a wall
 * against floods, so each server has its own, and it lets everything through where the address is not known.
 *
 * @throws {AppError} RATE_LIMITED with `details.retryAfterMs`
 */
export async function enforceAddressLimit(
  deps: LimitDeps,
  { address, kind, calls = 1 }: { address: string | null; kind: AddressLimit; calls?: number },
): Promise<void> {
  if (address === null) return;
  const rule = addressRules(limitsOf(deps))[kind];
  await enforce(deps, { kind, whose: `from ${address}`, rule, calls, failOpen: true });
}

/**
 * Counts a webhook of Clerk whose signature is verified, for all servers together: one query. Others are
 * stopped before, so that a stranger costs no query at all. None is taken when the counts cannot be read: Clerk
 * sends it again, which Cal.com would not.
 *
 * @throws {AppError} RATE_LIMITED, or SERVICE_BUSY when the counts cannot be read, with `details.retryAfterMs`
 */
export async function enforceSenderLimit(
  deps: LimitDeps,
  { address }: { address: string | null },
): Promise<void> {
  const rule = { ...addressRules(limitsOf(deps)).webhook, isShared: true };
  const whose = `of Clerk from ${address ?? "anywhere"}`;
  await enforce(deps, { kind: "webhook", whose, rule, failOpen: false });
}

/**
 * Counts a coach's view of a mentee's calendar. Several open pages that are kept up to date stay below it;
 * beyond it the coach still sees their own times. Each server counts for itself.
 *
 * @returns 0, or the ms until the calendar may be looked at again
 */
export function takeMenteeRead(
  deps: Needs<"rateLimiter" | "settings">,
  { coachUserUlid, menteeUserUlid }: Pair,
): Promise<number> {
  const rule = { count: limitsOf(deps).menteeReadsPerPairPerHour, windowMs: hourMs };
  return deps.rateLimiter.take(`mentee ${menteeUserUlid} by ${coachUserUlid}`, rule);
}

/** Webhooks of connections whose secret this server does not have cached. */
const lookupRule = { count: 1_200, windowMs: minuteMs };
/** The same from one address, so that it does not use up the lookups of all others. */
const addressLookupRule = { count: 300, windowMs: minuteMs };

/**
 * Counts a query that a webhook costs before it has proved anything: from however many addresses strangers
 * call, each server makes a bounded number of them.
 *
 * @throws {AppError} RATE_LIMITED with `details.retryAfterMs`
 */
export async function enforceLookupLimit(
  deps: LimitDeps,
  { address }: { address: string | null },
): Promise<void> {
  const lookup = { kind: "webhook", failOpen: true } as const;
  if (address !== null) {
    await enforce(deps, { ...lookup, whose: `lookup from ${address}`, rule: addressLookupRule });
  }
  await enforce(deps, { ...lookup, whose: "lookup", rule: lookupRule });
}

/** A guess: the database has said nothing. */
const countsBackMs = 5_000;

interface Count {
  kind: PersonLimit | AddressLimit;
  whose: string;
  rule: RateRule;
  calls?: number;
  failOpen: boolean;
}

async function enforce({ rateLimiter, log, telemetry }: LimitDeps, count: Count): Promise<void> {
  const { kind, whose, rule, calls, failOpen } = count;
  const key = `${kind} ${whose}`;
  const waitMs = await rateLimiter.take(key, rule, calls).catch((error: unknown) => {
    log.error("RATE_LIMIT_ERROR", error, { failOpen });
    if (failOpen) return 0;
    throw new AppError("SERVICE_BUSY", { details: { retryAfterMs: countsBackMs }, cause: error });
  });
  if (waitMs === 0) return;
  telemetry.count("reslot.rate_limited", { kind });
  throw new AppError("RATE_LIMITED", { details: { retryAfterMs: waitMs }, limit: rule });
}

function limitsOf({ settings }: Needs<"settings">): CallLimits {
  return { ...defaultCallLimits, ...settings.callLimits };
}

function personRules(limits: CallLimits): Record<PersonLimit, RateRule> {
  return {
    read: { count: limits.readsPerPersonPerMinute, windowMs: minuteMs },
    write: { count: limits.writesPerPersonPerMinute, windowMs: minuteMs, isShared: true },
    connect: { count: limits.connectsPerPersonPerHour, windowMs: hourMs, isShared: true },
  };
}

function addressRules(limits: CallLimits): Record<AddressLimit, RateRule> {
  return {
    call: { count: limits.callsPerAddressPerMinute, windowMs: minuteMs },
    webhook: { count: limits.webhooksPerAddressPerMinute, windowMs: minuteMs },
  };
}
