import { findUserByEmail } from "../state/find.ts";
import type { User } from "../state/state.ts";
import type { World } from "../world.ts";
import { ControlError } from "./control-error.ts";

/** The user whom a control names. @throws {ControlError} 404 */
export function controlledUser(world: World, email: string): User {
  const user = findUserByEmail(world, email);
  if (user === undefined) throw new ControlError(404, `No Cal.com user has the address ${email}.`);
  return user;
}

/** Saves what a control has changed; slots are computed from it at once. */
export function saveChange(world: World): object {
  world.store.save();
  world.slotCache.clear();
  return { ok: true };
}
