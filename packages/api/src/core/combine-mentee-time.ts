import {
  type CalSchedule,
  type FreeBusy,
  type OutOfOfficeList,
  toWeeklySchedule,
  withoutNights,
} from "@reslot/cal";
import { closedDays, expandSchedule } from "@reslot/cal/availability";
import { addDays, type Interval, parseInterval, startOfDay } from "@reslot/cal/time";
import type { BookingWithPeople } from "@reslot/db";
import type { MenteeTime, Unseen } from "./model.ts";

/** When the mentee can be booked at Cal.com by anyone. */
export interface OpenStarts {
  starts: readonly number[];
  /** No start is offered before it. */
  from: number;
  /** A free stretch so long has a start. */
  enoughMs: number;
}

/** What was read of a mentee, each from another operation of Cal.com. */
export interface MenteeParts {
  schedule: CalSchedule | null;
  external: FreeBusy & { calendarNames: readonly string[] };
  own: FreeBusy;
  /** null: Cal.com cannot say. */
  outOfOffice: OutOfOfficeList | null;
  /** null: the mentee has no event type that would show it. */
  open: OpenStarts | null;
}

/** Without a default schedule no hours are known, and without a calendar no time is known to be free. */
export function combineMenteeTime(
  { booking, window }: { booking: BookingWithPeople; window: Interval },
  parts: MenteeParts,
): MenteeTime {
  const { schedule, external, own, outOfOffice } = parts;
  const { calendarNames } = external;
  const timeZone = schedule?.timeZone ?? booking.mentee.timeZone ?? "UTC";
  const busy = [...external.busy, ...own.busy, ...daysAway(outOfOffice, timeZone)];
  const unknown = [...external.unknown, ...own.unknown];
  const isBlind = !schedule || calendarNames.length === 0 || isIncomplete(outOfOffice);
  const closed = closedBy(parts, window, [...busy, ...unknown, parseInterval(booking)]);
  return {
    hours: schedule ? expandSchedule(toWeeklySchedule(schedule), window) : [window],
    busy: [...busy, ...closed],
    unknown: isBlind ? [window] : unknown,
    calendarNames,
    unseen: unseenOf(parts),
  };
}

function isIncomplete(list: OutOfOfficeList | null): boolean {
  return list !== null && list.unreadable > 0;
}

/** The days that Cal.com keeps closed although the mentee is not known to be busy all day. */
function closedBy({ schedule, open }: MenteeParts, window: Interval, busy: Interval[]): Interval[] {
  if (!schedule || !open) return [];
  const { timeZone } = schedule;
  const hours = expandSchedule(toWeeklySchedule(withoutNights(schedule)), window);
  return closedDays({ window, timeZone, hours, busy, ...open });
}

/** Trips show nowhere but in the slots of days that they close. */
function unseenOf({ schedule, outOfOffice, open }: MenteeParts): Unseen[] {
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
