import { z } from "zod";
import { findUserByEmail } from "../find.ts";
import { formatInstant, readInstant } from "../instant.ts";
import { seatPeople, seedSchema, type Seed } from "../people.ts";
import type { World } from "../world.ts";
import { ControlError, instantSchema } from "./control-error.ts";

const inputSchema = z.object({ now: instantSchema.nullish(), seed: seedSchema.optional() });

/**
 * Forgets bookings, busy times, webhooks, faults, log, limits and cache. `now` starts the clock there, without it the
 * machine's time counts. `seed` is a text or number (uids then come in a repeatable order) or people and API keys to
 * use in place of people.json.
 */
export function reset(world: World, body: unknown): object {
  const { now, seed = null } = inputSchema.parse(body);
  forget(world);
  const isPlain = typeof seed !== "object" || seed === null;
  world.random.seed(isPlain && seed !== null ? String(seed) : null);
  world.clock.set(now ?? null);
  world.store.state.clockOffset = world.clock.offset();
  if (isPlain) seatPeople(world, world.people);
  else plant(world, seed);
  world.store.save();
  return { ok: true, now: formatInstant(world.clock.now()) };
}

function forget(world: World): void {
  for (const part of [world.store, world.faults, world.log, world.limiter, world.slotCache]) {
    part.clear();
  }
}

function plant(world: World, seed: Seed): void {
  if (Array.isArray(seed)) {
    seatPeople(world, seed);
    return;
  }
  seatPeople(world, seed.people ?? world.people);
  for (const { key, email, expiresAt, rate } of seed.apiKeys) {
    const user = findUserByEmail(world, email);
    if (user === undefined)
      throw new ControlError(404, `No Cal.com user has the address ${email}.`);
    const expires = expiresAt === undefined ? null : readInstant(expiresAt);
    world.store.state.apiKeys.push({
      key,
      userId: user.id,
      expiresAt: expires,
      rate: rate ?? null,
    });
  }
}
