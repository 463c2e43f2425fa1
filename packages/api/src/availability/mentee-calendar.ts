import {
  type BrokenConnection,
  type CalCalendars,
  type CalClient,
  CalError,
  type FreeBusy,
  type OutOfOfficeList,
  type UnreadableRow,
} from "@reslot/cal";
import { dayMs, formatInstant, type Interval, minuteMs, parseInstant } from "@reslot/cal/time";
import type { BookingWithPeople } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { Connection, OpenConnection } from "../core/connection.ts";
import {
  combineMenteeTime,
  type MenteeParts,
  type OpenStarts,
} from "../core/combine-mentee-time.ts";
import type { MenteeCheck, MenteeTime } from "../core/model.ts";
import { padToDays } from "../core/pad-to-days.ts";
import { keyPrefixOf } from "../infra/cache/caches.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";

export type MenteeCalendarDeps = Needs<"caches" | "clock" | "log">;

/** What is known of the mentee's time, and since when; or why nothing is, with the connections that are broken. */
export type MenteeReading =
  | ({ check: "checked" | "nothingToCheck"; readAt: number } & MenteeTime)
  | {
      check: Extract<MenteeCheck, "notConnected" | "unreachable">;
      broken: readonly BrokenConnection[];
    };

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
 * The mentee's working hours and busy times in a window: default schedule, selected calendars, own
 * Cal.com bookings except the one being moved, days out of office, and days that Cal.com itself keeps
 * closed. Never rejects because of Cal.com: when any of them cannot be read, or a calendar connection
 * is broken, it is `unreachable`, and that is never shown as free.
 */
export async function readMenteeCalendar(
  deps: MenteeCalendarDeps,
  input: ReadInput,
): Promise<MenteeReading> {
  const { mentee } = input;
  if (mentee.status === "unreachable") return { check: "unreachable", broken: [] };
  if (mentee.status !== "connected") return { check: "notConnected", broken: [] };
  try {
    const { value, readAt } = await readTime(deps, { ...input, mentee });
    const check = value.calendarNames.length > 0 ? "checked" : "nothingToCheck";
    return { check, readAt, ...value };
  } catch (error) {
    if (error instanceof BrokenCalendars) return { check: "unreachable", broken: error.broken };
    deps.log.error("CAL_AVAILABILITY_ERROR", error, { bookingUlid: input.booking.ulid });
    return { check: isTokenRefused(error) ? "notConnected" : "unreachable", broken: [] };
  }
}

/** Some of the mentee's calendars cannot be read, because their connection to Cal.com has stopped working. */
class BrokenCalendars extends Error {
  readonly broken: readonly BrokenConnection[];

  constructor(broken: readonly BrokenConnection[]) {
    super("a calendar connection is broken");
    this.broken = broken;
  }
}

async function readTime(
  deps: MenteeCalendarDeps,
  input: OpenInput,
): Promise<CachedValue<MenteeTime>> {
  const { booking, window, mentee } = input;
  if (input.mode === "live") {
    const readAt = deps.clock.now();
    return { value: await readFromCal(deps, { ...input, window: padToDays(window) }), readAt };
  }
  const { userUlid, generation } = mentee.connection;
  const rest = [generation, booking.calBookingId, window.start, window.end].join(" ");
  return deps.caches.menteeTimes.get(`${keyPrefixOf(userUlid)}${rest}`, () =>
    readFromCal(deps, input),
  );
}

/** One round of requests in parallel, where what is kept of the account is still right. */
async function readFromCal(deps: MenteeCalendarDeps, input: OpenInput): Promise<MenteeTime> {
  const { mentee } = input;
  try {
    const schedule = mentee.client.schedules.getDefault();
    const [hours, external, own, outOfOffice, open] = await Promise.all([
      schedule,
      readBusyTimes(deps, input),
      readOwnBookings(mentee.client, input),
      readOutOfOffice(deps, input),
      readOpenStarts(deps, { ...input, schedule }),
    ]);
    return combineMenteeTime(input, { schedule: hours, external, own, outOfOffice, open });
  } catch (error) {
    if (isTokenRefused(error)) {
      deps.caches.menteeTimes.deleteByPrefix(keyPrefixOf(mentee.connection.userUlid));
    }
    throw error;
  }
}

function accountKey({ connection }: OpenConnection): string {
  return `${connection.userUlid} ${connection.generation}`;
}

/** The list of calendars is never older than this reading: it is read beside the busy times. */
async function readBusyTimes(
  { caches }: Needs<"caches">,
  { mentee, booking, window }: OpenInput,
): Promise<MenteeParts["external"]> {
  const { client } = mentee;
  return caches.calendars.useWhileReading(accountKey(mentee), {
    read: () => client.calendars.list(),
    isSame: isSameList,
    async use(list) {
      if (list.broken.length > 0) throw new BrokenCalendars(list.broken);
      const calendars = selectedOf(list);
      const freeBusy = await client.calendars.busyTimes({
        from: formatInstant(window.start),
        to: formatInstant(window.end),
        // Cal.com requires one. It shifts the days that are read by less than the client's padding of a day.
        timeZone: booking.mentee.timeZone ?? "UTC",
        calendars,
      });
      return { ...freeBusy, calendarNames: calendars.map(({ name }) => name ?? "") };
    },
  });
}

function selectedOf({ calendars }: CalCalendars) {
  return calendars.filter(({ isSelected }) => isSelected);
}

function isSameList(kept: CalCalendars, now: CalCalendars): boolean {
  return (
    JSON.stringify([kept.broken, selectedOf(kept)]) ===
    JSON.stringify([now.broken, selectedOf(now)])
  );
}

async function readOutOfOffice(
  { caches }: Needs<"caches">,
  { mentee }: OpenInput,
): Promise<OutOfOfficeList | null> {
  const key = accountKey(mentee);
  if (caches.withoutOutOfOffice.getIfCached(key)) return null;
  const list = await mentee.client.me.listOutOfOffice();
  if (!list) await caches.withoutOutOfOffice.get(key, async () => true);
  return list;
}

/**
 * The slots of one of the mentee's event types: Cal.com's own verdict, with days out of office, holidays
 * and trips in it. Of several the shortest; null when there is none whose slots show it.
 */
async function readOpenStarts(
  deps: Needs<"caches" | "clock">,
  input: OpenInput & { schedule: Promise<MenteeParts["schedule"]> },
): Promise<OpenStarts | null> {
  const key = accountKey(input.mentee);
  const isKept = deps.caches.openEventTypes.getIfCached(key) !== null;
  try {
    return await readSlots(deps, input);
  } catch (error) {
    const isGone = error instanceof CalError && error.code === "NOT_FOUND";
    if (!isGone || !isKept) throw error;
    deps.caches.openEventTypes.delete(key);
    return readSlots(deps, input);
  }
}

async function readSlots(
  { caches, clock }: Needs<"caches" | "clock">,
  { mentee, window, schedule }: OpenInput & { schedule: Promise<MenteeParts["schedule"]> },
): Promise<OpenStarts | null> {
  const { client, connection } = mentee;
  const { calUsername } = connection;
  if (!calUsername) return null;
  const all = await caches.openEventTypes.get(accountKey(mentee), () =>
    client.eventTypes.listOpen(calUsername),
  );
  const byLength = all.toSorted((one, other) => one.lengthInMinutes - other.lengthInMinutes);
  const eventType =
    byLength.find(({ scheduleId }) => scheduleId === null) ??
    (byLength.length > 0 ? await onDefaultSchedule(byLength, schedule) : undefined);
  if (!eventType) return null;
  const { id: eventTypeId, lengthInMinutes, slotInterval, noticeMinutes } = eventType;
  const starts = await client.slots.list({
    eventTypeId,
    start: formatInstant(window.start),
    end: formatInstant(window.end),
    timeZone: "UTC",
  });
  return {
    starts: starts.map(parseInstant),
    from: clock.now() + noticeMinutes * minuteMs,
    enoughMs: (lengthInMinutes + Math.max(slotInterval, 60)) * minuteMs,
  };
}

async function onDefaultSchedule<EventType extends { scheduleId: number | null }>(
  eventTypes: readonly EventType[],
  schedule: Promise<MenteeParts["schedule"]>,
): Promise<EventType | undefined> {
  const id = (await schedule)?.id;
  return eventTypes.find(({ scheduleId }) => scheduleId === id);
}

async function readOwnBookings(
  client: CalClient,
  { booking, window }: Pick<ReadInput, "booking" | "window">,
): Promise<FreeBusy> {
  const { bookings, unreadable, isComplete } = await client.bookings.list({
    status: ["upcoming", "recurring", "unconfirmed"],
    afterStart: formatInstant(window.start - longestMeetingMs),
    beforeEnd: formatInstant(window.end + longestMeetingMs),
  });
  const others = bookings.filter(({ uid, status }) => {
    const takesPlace = status !== "cancelled" && status !== "rejected";
    return takesPlace && uid !== booking.calBookingId;
  });
  const odd = unreadable.filter(({ uid }) => uid !== booking.calBookingId);
  const untimed = odd.filter((row) => !hasTime(row));
  return {
    busy: [...others, ...odd.filter(hasTime)].map(toInterval),
    unknown: isComplete ? untimed.map((row) => possibleTime(row, window)) : [window],
  };
}

/** Where it is not known at all when a meeting takes place, no time is known to be free. */
function possibleTime({ start, end }: UnreadableRow, window: Interval): Interval {
  if (start !== null) {
    return { start: parseInstant(start), end: parseInstant(start) + longestMeetingMs };
  }
  if (end !== null) return { start: parseInstant(end) - longestMeetingMs, end: parseInstant(end) };
  return window;
}

function hasTime(row: UnreadableRow): row is UnreadableRow & { start: string; end: string } {
  return row.start !== null && row.end !== null;
}

function toInterval({ start, end }: { start: string; end: string }): Interval {
  return { start: parseInstant(start), end: parseInstant(end) };
}

/** Cal.com lists only bookings that lie entirely within the requested range. */
const longestMeetingMs = dayMs;

function isTokenRefused(error: unknown): boolean {
  return error instanceof CalError && error.code === "TOKEN_INVALID";
}
