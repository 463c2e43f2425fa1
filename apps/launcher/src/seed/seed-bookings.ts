import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { z } from "zod";
import type { Person } from "../stack/people.ts";
import type { Stack } from "../stack/stack.ts";
import {
  type DemoBooking,
  demoBookings,
  menteeBusyTimes,
  startOfBooking,
} from "./demo-calendar.ts";
import { connectDatabase, type Database } from "./seed-database.ts";

const RENEW_WITHIN_MS = dayMs;
const seededSchema = z.record(z.string(), z.string());
const calBookingSchema = z.looseObject({
  uid: z.string(),
  start: z.string(),
  end: z.string(),
  status: z.string(),
});

/** The ULID of each demo booking, by its key. */
export type SeededBookings = Readonly<Record<string, string>>;

interface Seeding {
  readonly stack: Stack;
  readonly database: Database;
  readonly now: number;
}

/**
 * Creates the demo's people, calendars and bookings, and connects Cal.com accounts through the
 * product's own API, as a person would. Running it again keeps the bookings that are still upcoming
 * and replaces the others.
 */
export async function seedBookings(
  localDir: string,
  stack: Stack,
  now: number,
): Promise<SeededBookings> {
  const database = connectDatabase(stack.urls.supabaseUrl, stack.secrets.supabaseSecretKey);
  const seeding = { stack, database, now };
  for (const person of stack.people) await seedPerson(seeding, person);
  await seedBusyTimes(seeding);

  const file = join(localDir, "data", "demo-bookings.json");
  const known = existsSync(file) ? seededSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  const seeded: Record<string, string> = {};
  for (const booking of demoBookings) {
    const existing = known[booking.key];
    const isUsable = existing !== undefined && (await isStillUsable(seeding, booking, existing));
    seeded[booking.key] = isUsable ? existing : await seedBooking(seeding, booking);
  }
  writeFileSync(file, JSON.stringify(seeded, null, 2));
  for (const person of stack.people)
    if (person.isConnected && person.calApiKey)
      await connectCalendar(seeding, person, person.calApiKey);
  return seeded;
}

async function seedPerson({ database }: Seeding, person: Person): Promise<void> {
  const rows = await database.select("User", { clerkUserId: `eq.${person.clerkUserId}` });
  if (rows.length > 0) return;
  await database.insert("User", {
    ulid: person.userUlid,
    clerkUserId: person.clerkUserId,
    email: person.email,
    name: `${person.firstName} ${person.lastName}`,
  });
}

async function seedBusyTimes({ stack, now }: Seeding): Promise<void> {
  const mentee = personOf(stack, "mentee");
  await postJson(`${stack.urls.calUrl}/_sandbox/busy`, {
    email: mentee.email,
    intervals: menteeBusyTimes(now),
  });
}

async function isStillUsable(
  { database, now }: Seeding,
  booking: DemoBooking,
  bookingUlid: string,
): Promise<boolean> {
  const [row] = await database.select("Bookings", { ulid: `eq.${bookingUlid}` });
  if (!row) return false;
  if (booking.key === "past") return true;
  const isLive = row["status"] === "accepted" || row["status"] === "pending";
  return isLive && Date.parse(String(row["startTime"])) > now + RENEW_WITHIN_MS;
}

async function seedBooking(
  { stack, database, now }: Seeding,
  booking: DemoBooking,
): Promise<string> {
  const coach = personOf(stack, booking.coach);
  const mentee = personOf(stack, booking.mentee);
  const start = startOfBooking(booking, now);
  const atCal = calBookingSchema.parse(
    await postJson(`${stack.urls.calUrl}/_sandbox/bookings`, {
      eventTypeId: booking.eventTypeId,
      start: new Date(start).toISOString(),
      end: new Date(start + booking.minutes * minuteMs).toISOString(),
      attendee: {
        name: `${mentee.firstName} ${mentee.lastName}`,
        email: mentee.email,
        timeZone: mentee.timeZone,
      },
    }),
  );
  const bookingUlid = ulid();
  await database.insert("Bookings", {
    ulid: bookingUlid,
    calBookingId: atCal.uid,
    coachUserUlid: coach.userUlid,
    menteeUserUlid: mentee.userUlid,
    title: booking.title,
    eventTypeId: booking.eventTypeId,
    durationMinutes: booking.minutes,
    startTime: atCal.start,
    endTime: atCal.end,
    status: atCal.status,
  });
  await database.insert("BookingCalRefs", { calBookingUid: atCal.uid, bookingUlid });
  return bookingUlid;
}

async function connectCalendar(
  { stack }: Seeding,
  person: Person,
  calApiKey: string,
): Promise<void> {
  await postJson(
    `${stack.urls.webUrl}/api/trpc/calConnection.connectWithApiKey`,
    { apiKey: calApiKey },
    { authorization: `Bearer ${person.clerkApiKey}` },
  );
}

function personOf(stack: Stack, key: string): Person {
  const person = stack.people.find((candidate) => candidate.key === key);
  if (!person) throw new Error(`There is no demo person called ${key}.`);
  return person;
}

async function postJson(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(
      `The seed failed at ${new URL(url).pathname}: ${response.status} ${text.slice(0, 500)}`,
    );
  return text === "" ? null : JSON.parse(text);
}
