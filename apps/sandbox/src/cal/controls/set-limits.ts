import { type Limits, limitsSchema } from "../http/limits.ts";
import type { World } from "../world.ts";

/** Sets requests a minute and the length of a block until the next reset, and starts counting again. */
export function setLimits(world: World, body: unknown): Limits {
  const given = Object.entries(limitsSchema.partial().parse(body));
  Object.assign(world.limits, Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  world.limiter.clear();
  return world.limits;
}
