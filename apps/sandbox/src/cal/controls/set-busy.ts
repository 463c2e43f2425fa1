import { z } from "zod";
import { calendarsOf, findUserByEmail } from "../state/find.ts";
import { freeBusySchema, type Calendar } from "../state/state.ts";
import type { World } from "../world.ts";
import { ControlError, instantSchema } from "./control-error.ts";

const inputSchema = z.object({
  email: z.string(),
  intervals: z
    .array(
      z.object({ start: instantSchema, end: instantSchema, title: z.string().default("Busy") }),
    )
    .default([]),
  selected: z.boolean().optional(),
  /** How many calendars the connection has; the busy times are in the last one. */
  count: z.number().int().min(1).optional(),
  ...freeBusySchema.partial().shape,
});

/**
 * Replaces the busy times of the person's calendar (not of a feed), and how its provider answers
 * them; `selected` says whether it counts for slots.
 */
export function setBusy(world: World, body: unknown): object {
  const { email, intervals, selected, count, ...freeBusy } = inputSchema.parse(body);
  const user = findUserByEmail(world, email);
  const own = user === undefined ? [] : calendarsOf(world, user.id).filter(({ isFeed }) => !isFeed);
  const [first] = own;
  if (first === undefined) {
    throw new ControlError(404, `No Cal.com user with a calendar has the address ${email}.`);
  }
  const all = count === undefined ? own : resize(world, { own, first, count });
  if (selected !== undefined) for (const calendar of all) calendar.selected = selected;
  const calendar = all.at(-1) ?? first;
  calendar.busy = intervals;
  calendar.freeBusy = freeBusySchema.parse(freeBusy);
  world.store.save();
  world.slotCache.clear();
  return { ok: true, credentialId: calendar.credentialId, intervals: intervals.length };
}

function resize(
  world: World,
  { own, first, count }: { own: readonly Calendar[]; first: Calendar; count: number },
): Calendar[] {
  const { state } = world.store;
  const all = Array.from({ length: count }, (_, index): Calendar => {
    const externalId = index === 0 ? first.externalId : `${first.externalId}?${index}`;
    return { ...first, externalId, name: `Calendar ${index + 1}`, busy: [] };
  });
  state.calendars = [...state.calendars.filter((calendar) => !own.includes(calendar)), ...all];
  return all;
}
