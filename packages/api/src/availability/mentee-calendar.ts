import { type CalClient, toWeeklySchedule } from "@reslot/cal";
import { dayMs, formatInstant, type Interval, parseInstant } from "@reslot/cal/time";
import { expandSchedule } from "@reslot/cal/availability";
import type { BookingWithPeople } from "@reslot/db";
import {
  type Connection,
  markRefused,
  type OpenConnection,
} from "../cal-credentials/open-connection.ts";
import { isTokenRefused } from "../cal-credentials/verify-token.ts";
import type { MenteeTime } from "../infra/cache/caches.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";
import type { Ports } from "../app/ports.ts";
import type { MenteeCheck } from "../booking/types.ts";

/** What is known of the mentee's time, and since when; titles are dropped where they are read. */
export type MenteeReading =
  | ({ check: "checked"; readAt: number } & MenteeTime)
  | { check: Exclude<MenteeCheck, "checked"> };

interface ReadInput {
  booking: BookingWithPeople;
  /** The mentee's connection. */
  mentee: Connection;
  window: Interval;
  /** `remembered` may be a minute old; a move itself is decided `live`. */
  mode: "live" | "remembered";
}

type OpenInput = ReadInput & { mentee: OpenConnection };

/**
 * The mentee's working hours and busy times in a window: default schedule, selected calendars
 * and own Cal.com bookings except the one being moved. Never throws for Cal.com's sake: what
 * cannot be read is `unreachable`, and that is never shown as free.
 */
export async function readMenteeCalendar(ports: Ports, input: ReadInput): Promise<MenteeReading> {
  const { mentee } = input;
  if (mentee.status === "unreachable") return { check: "unreachable" };
  if (mentee.status !== "connected") return { check: "notConnected" };
  try {
    const { value, readAt } = await readTime(ports, { ...input, mentee });
    return { check: "checked", readAt, ...value };
  } catch (error) {
    ports.log.error("CAL_AVAILABILITY_ERROR", error, { bookingUlid: input.booking.ulid });
    return { check: isTokenRefused(error) ? "notConnected" : "unreachable" };
  }
}

/** The beginning of everything remembered of a person's time. */
export function menteeTimesOf(userUlid: string): string {
  return `${userUlid} `;
}

async function readTime(ports: Ports, input: OpenInput): Promise<CachedValue<MenteeTime>> {
  const { booking, window, mentee } = input;
  if (input.mode === "live") {
    return { value: await readFromCal(ports, input), readAt: ports.clock.now() };
  }
  const { userUlid, generation } = mentee.connection;
  const rest = [generation, booking.calBookingId, window.start, window.end].join(" ");
  return ports.caches.menteeTimes.get(`${menteeTimesOf(userUlid)}${rest}`, () =>
    readFromCal(ports, input),
  );
}

async function readFromCal(ports: Ports, input: OpenInput): Promise<MenteeTime> {
  const { mentee, window } = input;
  try {
    const [hours, external, own] = await Promise.all([
      readHours(mentee.client, window),
      readBusyTimes(ports, input),
      readOwnBookings(mentee.client, input),
    ]);
    return { hours, busy: [...external, ...own] };
  } catch (error) {
    ports.caches.calendars.forget(calendarsKey(mentee));
    if (isTokenRefused(error)) {
      ports.caches.menteeTimes.forget(menteeTimesOf(mentee.connection.userUlid));
      await markRefused(ports, mentee);
    }
    throw error;
  }
}

function calendarsKey({ connection }: OpenConnection): string {
  return `${connection.userUlid} ${connection.generation}`;
}

/** Somebody without a default schedule has stated no hours: only what they are busy with counts. */
async function readHours(client: CalClient, window: Interval): Promise<Interval[]> {
  const schedule = await client.schedules.getDefault();
  return schedule ? expandSchedule(toWeeklySchedule(schedule), window) : [window];
}

async function readBusyTimes(
  ports: Ports,
  { mentee, booking, window }: OpenInput,
): Promise<Interval[]> {
  const { client } = mentee;
  const all = await ports.caches.calendars.get(calendarsKey(mentee), () => client.calendars.list());
  const calendars = all.filter(({ isSelected }) => isSelected);
  if (calendars.length === 0) return [];
  const busy = await client.calendars.busyTimes({
    from: formatInstant(window.start),
    to: formatInstant(window.end),
    timeZone: booking.mentee.timeZone,
    calendars,
  });
  return busy.map(toInterval);
}

async function readOwnBookings(
  client: CalClient,
  { booking, window }: Pick<ReadInput, "booking" | "window">,
): Promise<Interval[]> {
  const bookings = await client.bookings.list({
    status: ["upcoming", "recurring", "unconfirmed"],
    afterStart: formatInstant(window.start - longestMeetingMs),
    beforeEnd: formatInstant(window.end + longestMeetingMs),
  });
  return bookings
    .filter(
      ({ uid, status }) =>
        uid !== booking.calBookingId && (status === "accepted" || status === "pending"),
    )
    .map(toInterval);
}

/** Cal.com lists only bookings that lie wholly inside the range asked for. */
const longestMeetingMs = dayMs;

function toInterval({ start, end }: { start: string; end: string }): Interval {
  return { start: parseInstant(start), end: parseInstant(end) };
}
