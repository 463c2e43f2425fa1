import type { Ledger } from "../world/ledger.ts";
import type { Said, Told } from "../world/movers.ts";
import type { SimWorld } from "../world/sim-world.ts";

/** What a run came to. */
export interface Outcome {
  readonly world: SimWorld;
  readonly ledger: Ledger;
  readonly said: Said;
  /** Requests of which something was sent once more, after everything had come to rest. */
  readonly repeated: readonly Told[];
  /** Since when the worker looked whenever something was due, and nothing was killed any more; null if it did not. */
  readonly calmSince: number | null;
}

/** What does not hold, in words. */
export const broken = (name: string, isBroken: boolean, what: unknown = ""): string[] =>
  isBroken ? [`${name} ${JSON.stringify(what)}`] : [];
