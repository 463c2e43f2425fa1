import {
  type BrokenConnection,
  type CalCalendars,
  CalError,
  type OutOfOfficeList,
} from "@reslot/cal";
import { formatInstant, type Interval, minuteMs, parseInstant } from "@reslot/cal/time";
import type { ParticipantBooking } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { OpenConnection } from "../core/connection.ts";
import {
  combineMenteeTime,
  longestMeetingMs,
  type MenteeAccount,
  type MenteeWindow,
  type OpenStarts,
  type OwnBookings,
  ownBookingsOf,
  type SelectedCalendar,
} from "../core/combine-mentee-time.ts";
import { isHeldBack } from "../core/errors/is-held-back.ts";
import type { MenteeCheck, MenteeTime } from "../core/model.ts";
import { padToDays } from "../core/pad-to-days.ts";
import type { SharedConnection } from "../core/consent/shared-connection.ts";
import { keyPrefixOf } from "../infra/cache/caches.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";

export type MenteeCalendarDeps = Needs<"caches" | "clock" | "log">;

/** What is known of the mentee's time, and since when; or why nothing is, with the connections that are broken. */
export type MenteeReading =
  | ({ check: "checked" | "nothingToCheck"; readAt: number } & MenteeTime)
  | {
      check: Extract<MenteeCheck, "notConnected" | "unreachable" | "notShared">;
      broken: readonly BrokenConnection[];
      /** Where a rate limit is all that stops it: when it may be read again. */
      retryAfterMs?: number;
    };

export interface MenteeToRead {
  booking: ParticipantBooking;
  /** The mentee's connection, as far as the reader may use it. */
  mentee: SharedConnection;
  window: Interval;
}

/**
 * The mentee's working hours and busy times in a window: default schedule, selected calendars, own
 * Cal.com bookings except the one being moved, days out of office, and days that Cal.com itself keeps
 * closed. One round of requests in parallel, where what is kept of the account is still right. Never
 * rejects because of Cal.com: see `readOrSayWhy`.
 */
export function readMenteeCalendar(
  deps: MenteeCalendarDeps,
  input: MenteeToRead,
): Promise<MenteeReading> {
  return readOrSayWhy(deps, input, async (mentee) => {
    const readAt = deps.clock.now();
    const window = padToDays(input.window);
    const reading = readMenteeAccount(deps, mentee);
    const [account, only] = await Promise.all([
      reading,
      readMenteeWindow(deps, { mentee, window, account: reading, timeZone: zoneOf(input) }),
    ]);
    const parts = { account, windows: [only] };
    return { value: combineMenteeTime({ booking: input.booking, window }, parts), readAt };
  });
}

/**
 * When any part of the mentee's time cannot be read, or a calendar connection is broken, it is
 * `unreachable`, and that is never shown as free.
 */
export async function readOrSayWhy(
  deps: MenteeCalendarDeps,
  { booking, mentee }: Pick<MenteeToRead, "booking" | "mentee">,
  read: (mentee: OpenConnection) => Promise<CachedValue<MenteeTime>>,
): Promise<MenteeReading> {
  if (mentee.status === "notShared") return { check: "notShared", broken: [] };
  if (mentee.status === "readTooOften") {
    return { check: "unreachable", broken: [], retryAfterMs: mentee.retryAfterMs };
  }
  if (mentee.status === "unreachable") {
    return { check: "unreachable", broken: [], ...waitOf(mentee.cause) };
  }
  if (mentee.status !== "connected") return { check: "notConnected", broken: [] };
  try {
    const { value, readAt } = await read(mentee);
    const check = value.calendarNames.length > 0 ? "checked" : "nothingToCheck";
    return { check, readAt, ...value };
  } catch (error) {
    if (error instanceof BrokenCalendars) return { check: "unreachable", broken: error.broken };
    const isRefused = isTokenRefused(error);
    if (isRefused) forgetMentee(deps, mentee.connection.userUlid);
    deps.log.error("CAL_AVAILABILITY_ERROR", error, { bookingUlid: booking.ulid });
    const check = isRefused ? "notConnected" : "unreachable";
    return { check, broken: [], ...waitOf(error) };
  }
}

function waitOf(error: unknown): { retryAfterMs?: number } {
  if (!(error instanceof CalError) || !isHeldBack(error)) return {};
  return { retryAfterMs: error.retryAfterMs ?? minuteMs };
}

function forgetMentee({ caches }: Needs<"caches">, userUlid: string): void {
  caches.menteeAccounts.deleteByPrefix(keyPrefixOf(userUlid));
  caches.menteeWindows.deleteByPrefix(keyPrefixOf(userUlid));
}

/** Some of the mentee's calendars cannot be read, because their connection to Cal.com has stopped working. */
class BrokenCalendars extends Error {
  readonly broken: readonly BrokenConnection[];

  constructor(broken: readonly BrokenConnection[]) {
    super("a calendar connection is broken");
    this.broken = broken;
  }
}

/** Three requests in parallel. */
export async function readMenteeAccount(
  deps: Needs<"caches">,
  mentee: OpenConnection,
): Promise<MenteeAccount> {
  const { client } = mentee;
  const [schedule, calendars, outOfOffice] = await Promise.all([
    client.schedules.getDefault(),
    client.calendars.list(),
    readOutOfOffice(deps, mentee),
  ]);
  if (calendars.broken.length > 0) throw new BrokenCalendars(calendars.broken);
  return { schedule, calendars, outOfOffice };
}

interface WindowToRead {
  mentee: OpenConnection;
  window: Interval;
  /** It may be on its way. */
  account: Promise<MenteeAccount>;
  timeZone: string;
}

/** Three requests in parallel; a few more where nothing is kept of the account. */
export async function readMenteeWindow(
  deps: Needs<"caches" | "clock">,
  toRead: WindowToRead,
): Promise<MenteeWindow> {
  const [{ external, calendars }, own, open] = await Promise.all([
    readBusyTimes(deps, toRead),
    readOwnBookings(toRead),
    readOpenStarts(deps, toRead),
  ]);
  return { external, calendars, own, open };
}

/** Cal.com requires one. It shifts the days that are read by less than the client's padding of a day. */
export function zoneOf({ booking }: Pick<MenteeToRead, "booking">): string {
  return booking.mentee.timeZone ?? "UTC";
}

export function accountKey({ connection }: OpenConnection): string {
  return `${connection.userUlid} ${connection.generation}`;
}

/** The list of calendars is never older than the account: what is kept of it is compared with that. */
async function readBusyTimes(
  { caches }: Needs<"caches">,
  { mentee, window, account, timeZone }: WindowToRead,
): Promise<Pick<MenteeWindow, "external" | "calendars">> {
  return caches.calendars.useWhileReading(accountKey(mentee), {
    read: async () => (await account).calendars,
    isSame: isSameList,
    async use(list) {
      const calendars = selectedOf(list);
      const external = await mentee.client.calendars.busyTimes({
        from: formatInstant(window.start),
        to: formatInstant(window.end),
        timeZone,
        calendars,
      });
      return { external, calendars };
    },
  });
}

/** The calendars that count. */
export function selectedOf({ calendars }: CalCalendars): SelectedCalendar[] {
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
  mentee: OpenConnection,
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
  input: WindowToRead,
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
  { mentee, window, account }: WindowToRead,
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
    (byLength.length > 0 ? await onDefaultSchedule(byLength, account) : undefined);
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
  account: Promise<MenteeAccount>,
): Promise<EventType | undefined> {
  const id = (await account).schedule?.id;
  return eventTypes.find(({ scheduleId }) => scheduleId === id);
}

/** Cal.com lists only bookings that lie entirely within the requested range. */
async function readOwnBookings({ mentee, window }: WindowToRead): Promise<OwnBookings> {
  const list = await mentee.client.bookings.list({
    status: ["upcoming", "recurring", "unconfirmed"],
    afterStart: formatInstant(window.start - longestMeetingMs),
    beforeEnd: formatInstant(window.end + longestMeetingMs),
  });
  return ownBookingsOf(list, window);
}

function isTokenRefused(error: unknown): boolean {
  return error instanceof CalError && error.code === "TOKEN_INVALID";
}
