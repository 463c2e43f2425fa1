import { setTimeout as sleep } from "node:timers/promises";

interface Loop {
  /** Runs the jobs that are due. The next tick does not wait for it, so a slow job delays no other. */
  tick: () => Promise<unknown>;
  everyMs: number;
  /** Ends the loop; running ticks continue. */
  signal: AbortSignal;
  onError: (error: unknown) => void;
}

/** Ticks until aborted; a failing tick does not end the loop. */
export async function runLoop({ tick, everyMs, signal, onError }: Loop): Promise<void> {
  while (!signal.aborted) {
    void tick().catch(onError);
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
