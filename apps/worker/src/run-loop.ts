import { setTimeout as sleep } from "node:timers/promises";

interface Loop {
  /** Does what is due now. The next one does not wait for it: one slow job holds up no other. */
  tick: () => Promise<unknown>;
  everyMs: number;
  /** Ends the loop; ticks that have begun go on. */
  signal: AbortSignal;
  onError: (error: unknown) => void;
}

/** Ticks until it is told to stop; a tick that fails does not stop it. */
export async function runLoop({ tick, everyMs, signal, onError }: Loop): Promise<void> {
  while (!signal.aborted) {
    void tick().catch(onError);
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
