import { setTimeout as sleep } from "node:timers/promises";
import { now } from "../clock.ts";
import { type Proxy, startProxy } from "../proxy/start-proxy.ts";

/** One call to Cal.com; `from` and `to` are epoch ms, around the time that Cal.com took. */
export interface ProxiedCall {
  readonly method: string;
  readonly path: string;
  /** The credential without its scheme; null for an anonymous call. */
  readonly token: string | null;
  /** The request body; empty for a read. */
  readonly body: string;
  readonly from: number;
  readonly to: number;
  /** 0 without a response. */
  readonly status: number;
}

/** A proxy between the product and Cal.com that times every call and makes a share of them fail. */
export interface CalProxy extends Proxy {
  /** Every call since the start, oldest first. */
  readonly calls: readonly ProxiedCall[];
  /** Faults set so far, by kind. */
  readonly faults: ReadonlyMap<string, number>;
  /** Makes this share of all further calls fail, from 0 to 1. */
  setFaultShare(share: number): void;
  /** Makes all further calls take so much longer. */
  setDelay(ms: number): void;
}

const OPERATIONS: readonly (readonly [operation: string, call: RegExp])[] = [
  ["reschedule", /^POST \/v2\/bookings\/[^/]+\/reschedule$/],
  ["bookings", /^GET \/v2\/bookings(?:\/[^/]+)?$/],
  ["slots", /^GET \/v2\/slots$/],
  ["busyTimes", /^GET \/v2\/calendars\/busy-times$/],
  ["me", /^GET \/v2\/me$/],
];
const FAULTS = [
  "resetAfterCommit",
  "status500AfterCommit",
  "status500BeforeCommit",
  "delay",
  "rateLimit",
] as const;
export const SLOW_MS = 1_500;

/** Cal.com's block of a minute would be kept to, and leave little of the load. */
const DETAILS: Partial<Record<(typeof FAULTS)[number], object>> = {
  delay: { delayMs: SLOW_MS },
  rateLimit: { retryAfter: { seconds: 1, as: "seconds" } },
};

/** Listens on a free loopback port and forwards to the Cal.com at `target`. */
export async function startCalProxy(target: string): Promise<CalProxy> {
  const calls: ProxiedCall[] = [];
  const faults = new Map<string, number>();
  let share = 0;
  let delayMs = 0;
  let turn = 0;
  let eligible = 0;

  /** Sets a fault at the stand-in for the next call of this kind, which is the one being forwarded. */
  const maybeSetFault = async (operation: string): Promise<void> => {
    eligible += 1;
    // Calls without a fault of their kind count too, so the others fail more often.
    if (Math.random() >= (share * (calls.length + 1)) / eligible) return;
    const fault = FAULTS[turn++ % FAULTS.length] ?? "delay";
    faults.set(fault, (faults.get(fault) ?? 0) + 1);
    await fetch(`${target}/_sandbox/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ operation, fault, ...DETAILS[fault] }),
    });
  };

  const proxy = await startProxy(target, async ({ method, path, headers, body }, forward) => {
    const [pathname = ""] = path.split("?");
    const operation = OPERATIONS.find(([, call]) => call.test(`${method} ${pathname}`))?.[0];
    if (operation) await maybeSetFault(operation);
    const from = now();
    let status = 0;
    const token = headers.authorization?.replace(/^Bearer /, "") ?? null;
    try {
      if (delayMs > 0) await sleep(delayMs);
      const answer = await forward();
      status = answer.status;
      return answer;
    } finally {
      calls.push({ method, path, token, body: body.toString(), from, to: now(), status });
    }
  });

  return {
    ...proxy,
    calls,
    faults,
    setFaultShare: (next) => {
      share = next;
    },
    setDelay: (ms) => {
      delayMs = ms;
    },
  };
}
