import { setTimeout as sleep } from "node:timers/promises";

interface Loop {
  /** Does what is due now. */
  tick: () => Promise<unknown>;
  everyMs: number;
  /** Ends the loop; a tick that has begun is finished first. */
  signal: AbortSignal;
  onError: (error: unknown) => void;
}

/** Ticks until it is told to stop; a tick that fails does not stop it. */
export async function runLoop({ tick, everyMs, signal, onError }: Loop): Promise<void> {
  while (!signal.aborted) {
    try {
      await tick();
    } catch (error) {
      onError(error);
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
