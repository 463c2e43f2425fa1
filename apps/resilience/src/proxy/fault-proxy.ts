import { setTimeout as sleep } from "node:timers/promises";
import { type Proxy, type ProxyAnswer, startProxy } from "./start-proxy.ts";

/**
 * - `down` the connection is reset before the call arrives
 * - `slow` the call arrives late
 * - `hanging` the call arrives nowhere, and has no answer
 * - `resetAfterCommit` the call is carried out, and its answer lost
 * - `status503` the call arrives nowhere, and something before the dependency answers 503
 */
export type Fault = "down" | "slow" | "hanging" | "resetAfterCommit" | "status503";

/** Which calls a fault meets; all of them until the next `setFault` if absent. */
interface FaultScope {
  /** Contained in the method and path of a call, such as `POST /emails`; any of these. */
  readonly calls: readonly string[];
  /** How many of them; the others pass. */
  readonly times: number;
}

/** A call on its way: reached the proxy, or answered by what is behind it. */
type Watcher = (call: { method: string; path: string }, when: "arrives" | "answered") => void;

/** A proxy between all programs and one dependency. */
export interface FaultProxy extends Proxy {
  setFault(fault: Fault | null, scope?: FaultScope): void;
  /** How many calls the last fault has met. */
  countMet(): number;
  /** Sees every call; replaces an earlier watcher. */
  watch(watcher: Watcher): void;
}

const unavailable: ProxyAnswer = {
  status: 503,
  headers: { "content-type": "text/plain" },
  body: Buffer.from("upstream unavailable"),
};

/** Listens on a free loopback port and forwards to `target`; a slow call arrives after `slowMs`. */
export async function startFaultProxy(
  target: string,
  { slowMs = 12_000 }: { slowMs?: number } = {},
): Promise<FaultProxy> {
  let active: { fault: Fault; scope?: FaultScope | undefined } | null = null;
  let met = 0;
  let watcher: Watcher = () => undefined;

  const faultOf = (line: string): Fault | null => {
    if (!active) return null;
    const { fault, scope } = active;
    if (scope && (met >= scope.times || !scope.calls.some((text) => line.includes(text)))) {
      return null;
    }
    met += 1;
    return fault;
  };
  const proxy = await startProxy(target, async ({ method, path }, forward) => {
    watcher({ method, path }, "arrives");
    const fault = faultOf(`${method} ${path}`);
    if (fault === "hanging") return null;
    if (fault === "down") throw new Error("down");
    if (fault === "status503") return unavailable;
    if (fault === "slow") await sleep(slowMs);
    const answer = await forward();
    if (fault === "resetAfterCommit") throw new Error("reset after the commit");
    watcher({ method, path }, "answered");
    return answer;
  });
  return {
    ...proxy,
    setFault(fault, scope) {
      active = fault && { fault, scope };
      if (fault) met = 0;
    },
    countMet: () => met,
    watch(next) {
      watcher = next;
    },
  };
}
