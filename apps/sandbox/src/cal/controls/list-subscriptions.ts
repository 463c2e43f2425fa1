import { findUser } from "../state/find.ts";
import type { World } from "../world.ts";

/** Every webhook subscription, with whose it is and its secret. */
export function listSubscriptions(world: World): object[] {
  return world.store.state.webhooks.map((webhook) => ({
    ...webhook,
    email: findUser(world, webhook.userId)?.email ?? null,
  }));
}
