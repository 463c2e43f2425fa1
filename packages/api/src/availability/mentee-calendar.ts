import { isDeepStrictEqual } from "node:util";
import { type BrokenConnection, CalError, type OutOfOfficeList } from "@reslot/cal";
import { formatInstant, type Interval, minuteMs, parseInstant } from "@reslot/cal/time";
import type { CalFacts, ParticipantBooking } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { accountKey, type OpenConnection } from "../core/connection.ts";
import {
  combineMenteeTime,
  longestMeetingMs,
  type MenteeAccount,
  type MenteeWindow,
  type OpenStarts,
  type OwnBookings,
  ownBookingsOf,
  refOf,
  selectedOf,
} from "../core/combine-mentee-time.ts";
import { isHeldBack } from "../core/errors/is-held-back.ts";
import type { MenteeCheck, MenteeTime } from "../core/model.ts";
import { padToDays } from "../core/pad-to-days.ts";
import type { SharedConnection } from "../core/consent/shared-connection.ts";
import { keyPrefixOf } from "../infra/cache/caches.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";

export type MenteeCalendarDeps = Needs<"caches" | "clock" | "db" | "log">;

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
  deps: MenteeCalendarDeps,
  toRead: WindowToRead,
): Promise<MenteeWindow> {
  const [{ external, calendars }, own, { open, eventType }] = await Promise.all([
    readBusyTimes(deps, toRead),
    readOwnBookings(toRead),
    readOpenStarts(deps, toRead),
  ]);
  void noteFacts(deps, toRead.mentee, {
    calendars: calendars.map(refOf),
    openEventType: eventType,
  });
  return { external, calendars, own, open };
}

/** Keeps what was read of the account for the next process, where that is something else. Never rejects. */
async function noteFacts(
  { caches, db, log }: Needs<"caches" | "db" | "log">,
  { connection, known }: OpenConnection,
  facts: CalFacts,
): Promise<void> {
  const { userUlid, generation } = connection;
  const key = accountKey({ connection });
  if (isDeepStrictEqual(caches.notedFacts.getIfCached(key) ?? known, facts)) return;
  caches.notedFacts.delete(key);
  await caches.notedFacts.get(key, async () => facts);
  await db.calConnections
    .noteFacts({ userUlid, generation, facts })
    .catch((error: unknown) => log.error("CAL_AVAILABILITY_ERROR", error, { userUlid }));
}

/** Cal.com requires one. It shifts the days that are read by less than the client's padding of a day. */
export function zoneOf({ booking }: Pick<MenteeToRead, "booking">): string {
  return booking.mentee.timeZone ?? "UTC";
}

/** The list of calendars is never older than the account: what is kept of it is compared with that. */
async function readBusyTimes(
  { caches }: Needs<"caches">,
  { mentee, window, account, timeZone }: WindowToRead,
): Promise<Pick<MenteeWindow, "external" | "calendars">> {
  const external = await caches.calendars.useWhileReading(accountKey(mentee), {
    hint: mentee.known?.calendars ?? null,
    read: async () => selectedOf((await account).calendars).map(refOf),
    isSame: isDeepStrictEqual,
    use: (calendars) =>
      mentee.client.calendars.busyTimes({
        from: formatInstant(window.start),
        to: formatInstant(window.end),
        timeZone,
        calendars,
      }),
  });
  return { external, calendars: selectedOf((await account).calendars) };
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

type OpenEventType = NonNullable<CalFacts["openEventType"]>;

/** Both null: there is no event type whose slots show it. */
interface Open {
  open: OpenStarts | null;
  eventType: OpenEventType | null;
}

/**
 * The slots of one of the mentee's event types: Cal.com's own verdict, with days out of office, holidays
 * and trips in it. Of several the shortest.
 */
async function readOpenStarts(deps: Needs<"caches" | "clock">, input: WindowToRead): Promise<Open> {
  const key = accountKey(input.mentee);
  const isKept = deps.caches.openEventTypes.getIfCached(key) !== null;
  try {
    return await readSlots(deps, { ...input, known: isKept ? null : input.mentee.known });
  } catch (error) {
    const isGone = error instanceof CalError && error.code === "NOT_FOUND";
    if (!isGone || !isKept) throw error;
    deps.caches.openEventTypes.delete(key);
    return readSlots(deps, { ...input, known: null });
  }
}

/** The event type that was known before is asked for while the list of them is read: one round less. */
async function readSlots(
  deps: Needs<"caches" | "clock">,
  { known, ...input }: WindowToRead & { known: CalFacts | null },
): Promise<Open> {
  const hint = known?.openEventType ?? null;
  const early = hint && readStarts(deps, input, hint);
  early?.catch(() => undefined); // it may be about what is no longer so
  const eventType = await chooseEventType(deps, input);
  if (!eventType) return { open: null, eventType };
  const isSame = early && isDeepStrictEqual(hint, eventType);
  return { open: await (isSame ? early : readStarts(deps, input, eventType)), eventType };
}

async function chooseEventType(
  { caches }: Needs<"caches">,
  { mentee, account }: WindowToRead,
): Promise<OpenEventType | null> {
  const { client, connection } = mentee;
  const { calUsername } = connection;
  if (!calUsername) return null;
  const all = await caches.openEventTypes.get(accountKey(mentee), () =>
    client.eventTypes.listOpen(calUsername),
  );
  const byLength = all.toSorted((one, other) => one.lengthInMinutes - other.lengthInMinutes);
  const [first = null] = byLength.filter(({ scheduleId }) => scheduleId === null);
  if (first || byLength.length === 0) return first;
  const id = (await account).schedule?.id;
  return byLength.find(({ scheduleId }) => scheduleId === id) ?? null;
}

async function readStarts(
  { clock }: Needs<"clock">,
  { mentee, window }: WindowToRead,
  { id: eventTypeId, lengthInMinutes, slotInterval, noticeMinutes }: OpenEventType,
): Promise<OpenStarts> {
  const starts = await mentee.client.slots.list({
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
