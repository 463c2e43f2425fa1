import { hourMs, minuteMs } from "@reslot/cal/time";
import { AppError } from "../core/errors/app-error.ts";
import type { Ports } from "./ports.ts";
import type { RateRule } from "../infra/rate-limit/memory-rate-limiter.ts";

/** What may be asked of us, besides moves: those are counted where they are made, in the database. */
export interface CallLimits {
  /** Everything that changes nothing. */
  readsPerPersonPerMinute: number;
  writesPerPersonPerMinute: number;
  /** Each attempt asks Cal.com whose key or consent that is. */
  connectsPerPersonPerHour: number;
  /** Calls of the API, whoever makes them: also those that are nobody's. */
  callsPerAddressPerMinute: number;
  webhooksPerAddressPerMinute: number;
}

const defaultCallLimits: CallLimits = {
  readsPerPersonPerMinute: 600,
  writesPerPersonPerMinute: 120,
  connectsPerPersonPerHour: 30,
  callsPerAddressPerMinute: 3_000,
  webhooksPerAddressPerMinute: 600,
};

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
 * @throws {AppError} RATE_LIMITED with `details.retryAfterMs`
 */
export async function limitPerson(
  ports: Ports,
  { clerkUserId, kind }: { clerkUserId: string; kind: PersonLimit },
): Promise<void> {
  const rule = personRules(limitsOf(ports))[kind];
  const failOpen = kind === "read";
  await limit(ports, { kind, whose: clerkUserId, rule, failOpen });
}

/**
 * Counts calls that come from one address, before anything else is done for them. This is a wall against floods,
 * so each server has its own, and it lets everything through where the address is not known.
 *
 * @throws {AppError} RATE_LIMITED with `details.retryAfterMs`
 */
export async function limitAddress(
  ports: Ports,
  { address, kind, calls = 1 }: { address: string | null; kind: AddressLimit; calls?: number },
): Promise<void> {
  if (address === null) return;
  const rule = addressRules(limitsOf(ports))[kind];
  await limit(ports, { kind, whose: `from ${address}`, rule, calls, failOpen: true });
}

/**
 * Counts a webhook that has proved whose it is, for all servers together: one query. Those that have not are
 * stopped before, so that a stranger costs no query at all. None is taken when the counts cannot be read.
 *
 * @throws {AppError} RATE_LIMITED with `details.retryAfterMs`
 */
export async function limitSender(
  ports: Ports,
  { sender, address }: { sender: "Cal.com" | "Clerk"; address: string | null },
): Promise<void> {
  const rule = { ...addressRules(limitsOf(ports)).webhook, isShared: true };
  const whose = `of ${sender} from ${address ?? "anywhere"}`;
  await limit(ports, { kind: "webhook", whose, rule, failOpen: false });
}

interface Count {
  kind: PersonLimit | AddressLimit;
  whose: string;
  rule: RateRule;
  calls?: number;
  failOpen: boolean;
}

async function limit(ports: Ports, count: Count): Promise<void> {
  const { kind, whose, rule, calls, failOpen } = count;
  const key = `${kind} ${whose}`;
  const waitMs = await ports.rateLimiter.take(key, rule, calls).catch((error: unknown) => {
    ports.log.error("RATE_LIMIT_ERROR", error, { failOpen });
    return failOpen ? 0 : minuteMs;
  });
  if (waitMs === 0) return;
  ports.telemetry.count("reslot.rate_limited", { kind });
  throw new AppError("RATE_LIMITED", { details: { retryAfterMs: waitMs } });
}

function limitsOf({ settings }: Ports): CallLimits {
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
