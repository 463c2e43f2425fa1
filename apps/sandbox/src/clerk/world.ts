import type { Clock } from "../time/clock.ts";
import type { ClerkEnv } from "./env.ts";
import type { SigningKey } from "./signing-key.ts";
import type { Store } from "./store.ts";

/** The dependencies of every route. */
export interface World {
  readonly env: ClerkEnv;
  readonly clock: Clock;
  readonly store: Store;
  readonly signingKey: SigningKey;
}
