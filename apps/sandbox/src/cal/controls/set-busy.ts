import { z } from "zod";
import { calendarsOf, findUserByEmail } from "../state/find.ts";
import type { World } from "../world.ts";
import { ControlError, instantSchema } from "./control-error.ts";

const inputSchema = z.object({
  email: z.string(),
  intervals: z.array(
    z.object({ start: instantSchema, end: instantSchema, title: z.string().default("Busy") }),
  ),
  selected: z.boolean().optional(),
});

/** Replaces the busy times of the person's calendar (not of a feed); `selected` says whether it counts for slots. */
export function setBusy(world: World, body: unknown): object {
  const { email, intervals, selected } = inputSchema.parse(body);
  const user = findUserByEmail(world, email);
  const own = user === undefined ? [] : calendarsOf(world, user.id);
  const calendar = own.find(({ isFeed }) => !isFeed);
  if (calendar === undefined) {
    throw new ControlError(404, `No Cal.com user with a calendar has the address ${email}.`);
  }
  calendar.busy = intervals;
  if (selected !== undefined) calendar.selected = selected;
  world.store.save();
  world.slotCache.clear();
  return { ok: true, credentialId: calendar.credentialId, intervals: intervals.length };
}
