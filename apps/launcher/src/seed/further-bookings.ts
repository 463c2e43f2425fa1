import { z } from "zod";
import type { Person } from "../stack/people.ts";
import { startOfBooking } from "./demo-calendar.ts";
import { fortyEventType, fortyMentees, unusualEventTypes } from "./further-people.ts";
import { isUpcoming, personOf, postJson, type Seeding } from "./seeding.ts";

const uidSchema = z.object({ uid: z.string() });
const bookedSchema = z.object({ data: z.union([uidSchema, z.array(uidSchema)]) });

const SIXTY = 60;
/** Minutes after 00:00 UTC of the two meetings of each working day. */
const timesOfDay = [10 * 60, 14 * 60];

/** Where each booking of an unusual kind is made: working days from now, minutes after 00:00 UTC. */
const places = {
  roundRobin: { inDays: 5, at: 13 * 60 },
  offset: { inDays: 6, at: 13 * 60 + 10 },
  lengths30_60: { inDays: 7, at: 13 * 60, lengthInMinutes: 60 },
  recurring: { inDays: 8, at: 13 * 60, recurrenceCount: 6 },
} as const;
const unusualKeys = ["roundRobin", "offset", "lengths30_60", "recurring"] as const;
type UnusualKey = (typeof unusualKeys)[number];

/** Whether the stack has the people of these bookings. */
export function hasFurtherPeople({ stack }: Seeding): boolean {
  return stack.people.some(({ key }) => key === "coachForty");
}

/** Fills coach Noor's calendar at Cal.com up to sixty upcoming meetings. */
export async function placeSixty(seeding: Seeding): Promise<void> {
  const { stack, database, now } = seeding;
  const coach = personOf(stack, "coachForty");
  const rows = await database.select("Bookings", { coachUserUlid: `eq.${coach.userUlid}` });
  const upcoming = rows.filter((row) => isUpcoming(row, now));
  const taken = new Set(upcoming.map((row) => Date.parse(String(row["startTime"]))));
  const free = startsFrom(now).filter((start) => !taken.has(start));
  const missing = free.slice(0, Math.max(0, SIXTY - upcoming.length));
  await Promise.all(missing.map((start, index) => placeOne(seeding, { start, index })));
}

function startsFrom(now: number): number[] {
  return Array.from({ length: 2 * SIXTY }, (_, index) => {
    const at = timesOfDay[index % timesOfDay.length] ?? 0;
    return startOfBooking({ inDays: 2 + Math.floor(index / timesOfDay.length), at }, now);
  });
}

async function placeOne(
  { stack }: Seeding,
  { start, index }: { start: number; index: number },
): Promise<void> {
  const mentee = personOf(stack, fortyMentees[index % fortyMentees.length]?.key ?? "");
  await postJson(`${stack.urls.calUrl}/_sandbox/bookings`, {
    eventTypeId: fortyEventType.id,
    start: new Date(start).toISOString(),
    attendee: attendeeOf(mentee),
  });
}

/** Books at Cal.com, as an attendee does, what is not known or not upcoming any more. Gives uids by key. */
export async function bookUnusual(
  seeding: Seeding,
  known: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<UnusualKey, string>> {
  const uids = new Map<UnusualKey, string>();
  for (const key of unusualKeys) {
    const [row] = await seeding.database.select("Bookings", { ulid: `eq.${known[key] ?? ""}` });
    if (!row || !isUpcoming(row, seeding.now)) uids.set(key, await bookOne(seeding, key));
  }
  return uids;
}

async function bookOne({ stack, now }: Seeding, key: UnusualKey): Promise<string> {
  const { inDays, at, ...rest } = places[key];
  const mentee = personOf(stack, "menteeTeam");
  const answer = await postJson(
    `${stack.urls.calUrl}/v2/bookings`,
    {
      eventTypeId: unusualEventTypes[key].id,
      start: new Date(startOfBooking({ inDays, at }, now)).toISOString(),
      attendee: attendeeOf(mentee),
      ...rest,
    },
    { authorization: `Bearer ${mentee.calApiKey}`, "cal-api-version": "2024-08-13" },
  );
  const [first] = [bookedSchema.parse(answer).data].flat();
  if (!first) throw new Error(`Cal.com made no booking for ${key}.`);
  return first.uid;
}

/** The ULIDs of imported bookings, once the product has read them at Cal.com. */
export async function importedUlids(
  { database }: Seeding,
  uids: ReadonlyMap<string, string>,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const deadline = performance.now() + 20_000;
  for (const [key, uid] of uids) {
    for (;;) {
      const [row] = await database.select("Bookings", { calBookingId: `eq.${uid}` });
      if (row) {
        found[key] = String(row["ulid"]);
        break;
      }
      if (performance.now() > deadline) throw new Error(`The booking ${key} was not imported.`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return found;
}

function attendeeOf({ firstName, lastName, email, timeZone }: Person) {
  return { name: `${firstName} ${lastName}`, email, timeZone };
}
