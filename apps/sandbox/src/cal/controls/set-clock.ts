import { z } from "zod";
import { formatInstant } from "../time/instant.ts";
import type { World } from "../world.ts";
import { instantSchema } from "./control-error.ts";

const inputSchema = z.object({ now: instantSchema.nullish() });

/** Sets the service's clock only; without `now` it follows the machine's clock again. */
export function setClock(world: World, body: unknown): object {
  const { now } = inputSchema.parse(body);
  world.clock.set(now ?? null);
  world.store.state.clockOffset = world.clock.offset();
  world.store.save();
  world.slotCache.clear();
  return { ok: true, now: formatInstant(world.clock.now()) };
}
