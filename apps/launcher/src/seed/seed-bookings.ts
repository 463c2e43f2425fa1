import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minuteMs } from "@reslot/cal/time";
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
import { connectCoaches, connectMentees } from "./connect-calendars.ts";
import { bookUnusual, hasFurtherPeople, importedUlids, placeSixty } from "./further-bookings.ts";
import { connectDatabase } from "./seed-database.ts";
import { isUpcoming, personOf, postJson, type Seeding } from "./seeding.ts";

const seededSchema = z.record(z.string(), z.string());
const calBookingSchema = z.looseObject({
  uid: z.string(),
  start: z.string(),
  end: z.string(),
  status: z.string(),
});

/** The ULID of each demo booking, by its key. */
export type SeededBookings = Readonly<Record<string, string>>;

/**
 * Creates the demo's people, calendars and bookings, connects Cal.com accounts and lets coaches see when
 * their mentees are busy, through the product's own API, as a person would. Running it again keeps the bookings that are still upcoming
 * and replaces the others.
 */
export async function seedBookings(
  localDir: string,
  stack: Stack,
  now: number,
): Promise<SeededBookings> {
  const database = connectDatabase(stack.urls.supabaseUrl, stack.secrets.supabaseSecretKey);
  const seeding = { stack, database, now };
  await Promise.all(stack.people.map((person) => seedPerson(seeding, person)));
  await seedBusyTimes(seeding);

  const file = join(localDir, "data", "demo-bookings.json");
  const known = existsSync(file) ? seededSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  const seeded: Record<string, string> = {};
  for (const booking of demoBookings) {
    const existing = known[booking.key];
    const isUsable = existing !== undefined && (await isStillUsable(seeding, booking, existing));
    seeded[booking.key] = isUsable ? existing : await seedBooking(seeding, booking);
  }
  const hasFurther = hasFurtherPeople(seeding);
  const unusual = hasFurther ? await bookUnusual(seeding, known) : new Map<string, string>();
  if (hasFurther) await placeSixty(seeding);
  await connectCoaches(seeding);
  const imported = await importedUlids(seeding, unusual);
  const bookings = { ...known, ...seeded, ...imported };
  await connectMentees(seeding, bookings);
  writeFileSync(file, JSON.stringify(bookings, null, 2));
  return bookings;
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
  return isUpcoming(row, now);
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
