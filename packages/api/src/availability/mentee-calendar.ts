import { type CalClient, CalError, toWeeklySchedule, type UnreadableRow } from "@reslot/cal";
import { expandSchedule } from "@reslot/cal/availability";
import { dayMs, formatInstant, type Interval, parseInstant } from "@reslot/cal/time";
import type { BookingWithPeople } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { Connection, OpenConnection } from "../core/connection.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { MenteeCheck, MenteeTime } from "../core/model.ts";
import { keyPrefixOf } from "../infra/cache/caches.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";

export type MenteeCalendarDeps = Needs<"caches" | "clock" | "log">;

/** What is known of the mentee's time, and since when; titles are dropped where they are read. */
export type MenteeReading =
  | ({ check: "checked"; readAt: number } & MenteeTime)
  | { check: Exclude<MenteeCheck, "checked"> };

interface ReadInput {
  booking: BookingWithPeople;
  /** The mentee's connection. */
  mentee: Connection;
  window: Interval;
  /** `cached` may be a minute old; a move itself is decided `live`. */
  mode: "live" | "cached";
}

type OpenInput = ReadInput & { mentee: OpenConnection };

/**
 * The mentee's working hours and busy times in a window: default schedule, selected calendars
 * and own Cal.com bookings except the one being moved. Never rejects because of Cal.com: what
 * cannot be read is `unreachable`, and that is never shown as free.
 */
export async function readMenteeCalendar(
  deps: MenteeCalendarDeps,
  input: ReadInput,
): Promise<MenteeReading> {
  const { mentee } = input;
  if (mentee.status === "unreachable") return { check: "unreachable" };
  if (mentee.status !== "connected") return { check: "notConnected" };
  try {
    const { value, readAt } = await readTime(deps, { ...input, mentee });
    return { check: "checked", readAt, ...value };
  } catch (error) {
    deps.log.error("CAL_AVAILABILITY_ERROR", error, { bookingUlid: input.booking.ulid });
    return { check: isTokenRefused(error) ? "notConnected" : "unreachable" };
  }
}

async function readTime(
  deps: MenteeCalendarDeps,
  input: OpenInput,
): Promise<CachedValue<MenteeTime>> {
  const { booking, window, mentee } = input;
  if (input.mode === "live") {
    return { value: await readFromCal(deps, input), readAt: deps.clock.now() };
  }
  const { userUlid, generation } = mentee.connection;
  const rest = [generation, booking.calBookingId, window.start, window.end].join(" ");
  return deps.caches.menteeTimes.get(`${keyPrefixOf(userUlid)}${rest}`, () =>
    readFromCal(deps, input),
  );
}

async function readFromCal(deps: MenteeCalendarDeps, input: OpenInput): Promise<MenteeTime> {
  const { mentee, window } = input;
  try {
    const [hours, external, own] = await Promise.all([
      readHours(mentee.client, window),
      readBusyTimes(deps, input),
      readOwnBookings(mentee.client, input),
    ]);
    return { hours, busy: [...external, ...own] };
  } catch (error) {
    deps.caches.calendars.delete(calendarsKey(mentee));
    if (isTokenRefused(error)) {
      deps.caches.menteeTimes.deleteByPrefix(keyPrefixOf(mentee.connection.userUlid));
    }
    throw error;
  }
}

function calendarsKey({ connection }: OpenConnection): string {
  return `${connection.userUlid} ${connection.generation}`;
}

/** Without a default schedule there are no stated hours: only busy times count. */
async function readHours(client: CalClient, window: Interval): Promise<Interval[]> {
  const schedule = await client.schedules.getDefault();
  return schedule ? expandSchedule(toWeeklySchedule(schedule), window) : [window];
}

async function readBusyTimes(
  { caches }: Needs<"caches">,
  { mentee, booking, window }: OpenInput,
): Promise<Interval[]> {
  const { client } = mentee;
  const all = await caches.calendars.get(calendarsKey(mentee), () => client.calendars.list());
  const calendars = all.filter(({ isSelected }) => isSelected);
  if (calendars.length === 0) return [];
  const busy = await client.calendars.busyTimes({
    from: formatInstant(window.start),
    to: formatInstant(window.end),
    // Cal.com requires one. It shifts the days that are read by less than the client's padding of a day.
    timeZone: booking.mentee.timeZone ?? "UTC",
    calendars,
  });
  return busy.map(toInterval);
}

async function readOwnBookings(
  client: CalClient,
  { booking, window }: Pick<ReadInput, "booking" | "window">,
): Promise<Interval[]> {
  const { bookings, unreadable, isComplete } = await client.bookings.list({
    status: ["upcoming", "recurring", "unconfirmed"],
    afterStart: formatInstant(window.start - longestMeetingMs),
    beforeEnd: formatInstant(window.end + longestMeetingMs),
  });
  // Where it is not known when a meeting takes place, no time is known to be free.
  if (!isComplete || !unreadable.every(hasTime)) throw new AppError("CAL_UNAVAILABLE");
  const others = bookings.filter(({ uid, status }) => {
    const takesPlace = status !== "cancelled" && status !== "rejected";
    return takesPlace && uid !== booking.calBookingId;
  });
  const odd = unreadable.filter(({ uid }) => uid !== booking.calBookingId).filter(hasTime);
  return [...others, ...odd].map(toInterval);
}

function hasTime(row: UnreadableRow): row is UnreadableRow & { start: string; end: string } {
  return row.start !== null && row.end !== null;
}

/** Cal.com lists only bookings that lie entirely within the requested range. */
const longestMeetingMs = dayMs;

function toInterval({ start, end }: { start: string; end: string }): Interval {
  return { start: parseInstant(start), end: parseInstant(end) };
}

function isTokenRefused(error: unknown): boolean {
  return error instanceof CalError && error.code === "TOKEN_INVALID";
}
