import { dayMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { z } from "zod";
import { fromInstant, now, toInstant } from "../clock.ts";
import { outcomeOf } from "../state/api-result.ts";
import type { ApiClient } from "../traffic/api-client.ts";
import type { Person } from "./people.ts";
import type { Meeting } from "./seed.ts";
import { count, nameOf, type Tally } from "./tally.ts";

const timeZone = "Europe/Paris";
const gridMs = 30 * minuteMs;
const bookingSchema = z.object({
  startTime: z.string(),
  durationMinutes: z.number(),
  version: z.number(),
});
const availabilitySchema = z.object({
  slots: z.array(z.object({ start: z.string(), verdict: z.string() })),
});
const free = ["mutual", "menteeUnknown"];

/** A mentee at work: their own meeting, and which of the free times are theirs, so that people do not race. */
export interface Session {
  api: ApiClient;
  person: Person;
  meeting: Meeting;
  tally: Tally;
  share: { index: number; of: number };
}

/** Looks at `days` days from `fromMs` on, as the page does. Gives the starts at which both are free. */
export async function look(
  { api, person, meeting, tally }: Session,
  { fromMs, days }: { fromMs: number; days: number },
): Promise<number[]> {
  const day = Math.floor(fromMs / dayMs) * dayMs;
  const reply = await api.query(person, "booking.availability", {
    bookingUlid: meeting.bookingUlid,
    from: toInstant(day),
    to: toInstant(day + days * dayMs),
    timeZone,
  });
  count(tally.reads, nameOf(reply));
  const answer = availabilitySchema.safeParse(reply.data);
  if (!answer.success) return [];
  return answer.data.slots
    .filter(({ verdict }) => free.includes(verdict))
    .map(({ start }) => fromInstant(start));
}

/** Whether a time is one of those that only this person takes. */
export function isOfShare(startMs: number, { index, of }: Session["share"]): boolean {
  return Math.floor(startMs / gridMs) % of === index;
}

/** Opens the meeting, looks at two weeks, and moves it to a free time of the person's own share. */
export async function moveMeeting(session: Session): Promise<void> {
  const { api, person, meeting, tally, share } = session;
  const { bookingUlid } = meeting;
  const reply = await api.query(person, "booking.get", { bookingUlid });
  count(tally.reads, nameOf(reply));
  const booking = bookingSchema.safeParse(reply.data);
  if (!booking.success) return;
  const { startTime, durationMinutes, version } = booking.data;
  const fromMs = Math.max(fromInstant(startTime) - 3 * dayMs, now() + dayMs);
  const starts = await look(session, { fromMs, days: 14 });
  const mine = starts.filter((each) => isOfShare(each, share));
  const start = mine[Math.floor(Math.random() * mine.length)];
  if (start === undefined) {
    tally.noTimes += 1;
    return;
  }
  const askedAt = now();
  const moved = await api.mutate(person, "booking.reschedule", {
    bookingUlid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + durationMinutes * minuteMs),
    attemptUlid: ulid(),
    expectedVersion: version,
  });
  const outcome =
    moved.data === undefined ? nameOf(moved) : outcomeOf({ kind: "data", data: moved.data });
  count(tally.moves, outcome);
  if (outcome === "moved") tally.moveMs.push(now() - askedAt);
}
