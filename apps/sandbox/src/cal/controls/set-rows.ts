import { z } from "zod";
import { findUserByEmail } from "../state/find.ts";
import type { OddRow } from "../state/state.ts";
import type { World } from "../world.ts";
import { ControlError } from "./control-error.ts";

const patchSchema = z.looseObject({
  /** Which booking; without one the person's next bookings in turn. */
  uid: z.string().nullish(),
  /** All bookings of the person, in place of one. */
  every: z.boolean().default(false),
  /** Fields by path, such as "hosts.0.name"; so are all further keys of the patch. */
  set: z.record(z.string(), z.unknown()).default({}),
  remove: z.array(z.string()).default([]),
  /** A further row, whatever it is, in place of a patched one. */
  row: z.unknown().optional(),
});
const inputSchema = z.object({ email: z.string(), patch: z.array(patchSchema) });

/**
 * Makes rows of a person's list of bookings odd, and the same bookings where they are read alone.
 * Replaces what an earlier call has set; an empty `patch` makes all well again.
 */
export function setRows(world: World, body: unknown): object {
  const { email, patch } = inputSchema.parse(body);
  const user = findUserByEmail(world, email);
  if (user === undefined) throw new ControlError(404, `No Cal.com user has the address ${email}.`);
  const next = upcomingUids(world, user).values();
  const rows = patch.map(({ uid, every, set, remove, row, ...rest }): OddRow => {
    const fields = { ...rest, ...(uid === null && { uid }), ...set };
    const base = { userId: user.id, set: fields, remove };
    if (row !== undefined) return { ...base, uid: null, row };
    if (every) return { ...base, uid: null };
    const chosen = uid ?? next.next().value;
    if (chosen === undefined)
      throw new ControlError(404, `${email} has fewer upcoming bookings than the patch has rows.`);
    return { ...base, uid: chosen };
  });
  const { state } = world.store;
  state.oddRows = [...state.oddRows.filter(({ userId }) => userId !== user.id), ...rows];
  world.store.save();
  return { ok: true, rows: rows.length };
}

function upcomingUids(world: World, user: { id: number; email: string }): string[] {
  return world.store.state.bookings
    .filter(({ status, end }) => isLive(status) && end >= world.clock.now())
    .filter(
      ({ hostId, attendees }) =>
        hostId === user.id || attendees.some(({ email }) => email === user.email),
    )
    .toSorted((a, b) => a.start - b.start)
    .map(({ uid }) => uid);
}

function isLive(status: string): boolean {
  return status === "accepted" || status === "pending";
}
