import { z } from "zod";
import { findUserByEmail } from "../state/find.ts";
import { formatInstant, readInstant } from "../time/instant.ts";
import { upsertAccounts } from "../state/accounts.ts";
import { seedSchema, type Seed } from "../state/person.ts";
import type { World } from "../world.ts";
import { ControlError, instantSchema } from "./control-error.ts";

const inputSchema = z.object({ now: instantSchema.nullish(), seed: seedSchema.optional() });

/**
 * Clears bookings, busy times, webhooks, faults, log, limits and cache. `now` sets the clock;
 * without it the machine's time is used. `seed` is a string or number that makes uids repeatable,
 * or people and API keys to use in place of people.json.
 */
export function reset(world: World, body: unknown): object {
  const { now, seed = null } = inputSchema.parse(body);
  clearAll(world);
  const isPlain = typeof seed !== "object" || seed === null;
  world.random.seed(isPlain && seed !== null ? String(seed) : null);
  world.clock.set(now ?? null);
  world.store.state.clockOffset = world.clock.offset();
  if (isPlain) upsertAccounts(world, world.people);
  else applySeed(world, seed);
  world.store.save();
  return { ok: true, now: formatInstant(world.clock.now()) };
}

function clearAll(world: World): void {
  const { store, faults, log, limiter, slotCache, delivery } = world;
  for (const part of [store, faults, log, limiter, slotCache, delivery]) part.clear();
  Object.assign(world.limits, world.env.limits);
}

function applySeed(world: World, seed: Seed): void {
  if (Array.isArray(seed)) {
    upsertAccounts(world, seed);
    return;
  }
  upsertAccounts(world, seed.people ?? world.people);
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
