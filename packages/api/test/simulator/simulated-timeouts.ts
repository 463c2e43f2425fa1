import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";
import type { Scheduler } from "./scheduler.ts";

/** Timeouts run on the simulated clock, so no signal of one fires while work is idle. */
export function simulateTimeouts(): () => void {
  const original = AbortSignal.timeout;
  AbortSignal.timeout = () => new AbortController().signal;
  return () => {
    AbortSignal.timeout = original;
  };
}

/** Who sleeps waits for a turn like anybody else, and the simulated time passes meanwhile. */
export function simulateSleep(
  scheduler: Scheduler,
  pass: (ms: number) => Promise<void>,
): () => void {
  const original = timers.setTimeout;
  const sleep = async (ms = 0): Promise<void> => {
    if (!scheduler.current()) return original(ms);
    await scheduler.gate("sleeps");
    await scheduler.askAtOnce(() => pass(ms));
  };
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
  return () => {
    Object.assign(timers, { setTimeout: original });
    syncBuiltinESMExports();
  };
}
