import type { Clock } from "./clock.ts";
import type { ClerkEnv } from "./env.ts";
import type { SigningKey } from "./signing-key.ts";
import type { Store } from "./store.ts";

/** What every route works with. */
export interface World {
  readonly env: ClerkEnv;
  readonly clock: Clock;
  readonly store: Store;
  readonly signingKey: SigningKey;
}
