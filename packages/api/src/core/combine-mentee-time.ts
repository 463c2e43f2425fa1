import {
  type CalBookingList,
  type CalCalendars,
  type CalSchedule,
  type FreeBusy,
  type OutOfOfficeList,
  toWeeklySchedule,
  type UnreadableRow,
  withoutNights,
} from "@reslot/cal";
import { closedDays, expandSchedule } from "@reslot/cal/availability";
import {
  addDays,
  dayMs,
  type Interval,
  parseInstant,
  parseInterval,
  startOfDay,
} from "@reslot/cal/time";
import type { CalFacts, ParticipantBooking } from "@reslot/db";
import { plainText } from "@reslot/messages";
import type { MenteeTime, Unseen } from "./model.ts";

/** When the mentee can be booked at Cal.com by anyone. */
export interface OpenStarts {
  starts: readonly number[];
  /** No start is offered before it. */
  from: number;
  /** A free stretch so long has a start. */
  enoughMs: number;
}

/** What was read of a mentee's account, whatever the range. */
export interface MenteeAccount {
  schedule: CalSchedule | null;
  calendars: CalCalendars;
  /** null: Cal.com cannot say. */
  outOfOffice: OutOfOfficeList | null;
}

type SelectedCalendar = CalCalendars["calendars"][number];

/** The calendars that count. */
export function selectedOf({ calendars }: CalCalendars): SelectedCalendar[] {
  return calendars.filter(({ isSelected }) => isSelected);
}

/** What busy times are asked for by. */
export function refOf({
  credentialId,
  externalId,
}: SelectedCalendar): CalFacts["calendars"][number] {
  return { credentialId, externalId };
}

/** What was read of a mentee in one range, each from another operation of Cal.com. */
export interface MenteeWindow {
  external: FreeBusy;
  /** Those of which `external` is. */
  calendars: readonly SelectedCalendar[];
  own: OwnBookings;
  /** null: the mentee has no event type that would show it. */
  open: OpenStarts | null;
}

/** The mentee's own Cal.com bookings that take place, the one that is moved among them. */
export interface OwnBookings {
  bookings: readonly (Interval & { uid: string | null })[];
  /** Where something may take place whose time is not known. */
  unknown: readonly (Interval & { uid: string | null })[];
}

/** The longest meeting that we expect. */
export const longestMeetingMs = dayMs;

/** What a list of the mentee's bookings in this window says; where it is not complete, nothing is known of the window. */
export function ownBookingsOf(
  { bookings, unreadable, isComplete }: CalBookingList,
  window: Interval,
): OwnBookings {
  const live = bookings.filter(({ status }) => status !== "cancelled" && status !== "rejected");
  const untimed = unreadable.filter((row) => !hasTime(row));
  return {
    bookings: [...live, ...unreadable.filter(hasTime)].map(({ start, end, uid }) => ({
      start: parseInstant(start),
      end: parseInstant(end),
      uid,
    })),
    unknown: [
      ...untimed.map((row) => ({ ...possibleTime(row, window), uid: row.uid })),
      ...(isComplete ? [] : [{ ...window, uid: null }]),
    ],
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

interface MenteeParts {
  account: MenteeAccount;
  /** Together they cover the window; the calendars are the same in all. */
  windows: readonly MenteeWindow[];
}

/** Without a default schedule no hours are known, and without a calendar no time is known to be free. */
export function combineMenteeTime(
  { booking, window }: { booking: ParticipantBooking; window: Interval },
  { account, windows }: MenteeParts,
): MenteeTime {
  const { schedule, outOfOffice } = account;
  const calendarNames = windows[0]?.calendars.map(({ name }) => plainText(name ?? "")) ?? [];
  const isOther = ({ uid }: { uid: string | null }) => uid !== booking.calBookingId;
  const timeZone = schedule?.timeZone ?? booking.mentee.timeZone ?? "UTC";
  const busy = [
    ...windows.flatMap(({ external, own }) => [...external.busy, ...own.bookings.filter(isOther)]),
    ...daysAway(outOfOffice, timeZone),
  ];
  const unknown = windows.flatMap(({ external, own }) => [
    ...external.unknown,
    ...own.unknown.filter(isOther),
  ]);
  const open = joinOpen(windows);
  const isBlind = !schedule || calendarNames.length === 0 || isIncomplete(outOfOffice);
  const taken = [...busy, ...unknown, parseInterval(booking)];
  const closed = closedBy({ schedule, open, window }, taken);
  return {
    hours: schedule ? expandSchedule(toWeeklySchedule(schedule), window) : [window],
    busy: [...busy, ...closed],
    unknown: isBlind ? [window] : unknown,
    calendarNames,
    unseen: unseenOf(account, open),
  };
}

/** Of lists that were read at different times, what holds for all of them. */
function joinOpen(windows: readonly MenteeWindow[]): OpenStarts | null {
  const lists = windows.flatMap(({ open }) => open ?? []);
  if (lists.length === 0 || lists.length < windows.length) return null;
  return {
    starts: lists.flatMap(({ starts }) => starts),
    from: Math.max(...lists.map(({ from }) => from)),
    enoughMs: Math.max(...lists.map(({ enoughMs }) => enoughMs)),
  };
}

function isIncomplete(list: OutOfOfficeList | null): boolean {
  return list !== null && list.unreadable > 0;
}

/** The days that Cal.com keeps closed although the mentee is not known to be busy all day. */
function closedBy(
  {
    schedule,
    open,
    window,
  }: { schedule: CalSchedule | null; open: OpenStarts | null; window: Interval },
  busy: Interval[],
): Interval[] {
  if (!schedule || !open) return [];
  const { timeZone } = schedule;
  const hours = expandSchedule(toWeeklySchedule(withoutNights(schedule)), window);
  return closedDays({ window, timeZone, hours, busy, ...open });
}

/** Trips show nowhere but in the slots of days that they close. */
function unseenOf({ schedule, outOfOffice }: MenteeAccount, open: OpenStarts | null): Unseen[] {
  const unseen: Unseen[] = ["travel"];
  if (!outOfOffice && !open) unseen.push("outOfOffice");
  if (!schedule) unseen.push("hours");
  return unseen;
}

function daysAway(list: OutOfOfficeList | null, timeZone: string): Interval[] {
  return (list?.entries ?? []).map(({ firstDay, lastDay }) => ({
    start: startOfDay(firstDay, timeZone),
    end: startOfDay(addDays(lastDay, 1), timeZone),
  }));
}
