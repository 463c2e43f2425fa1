import type { Verdict } from "@reslot/cal/availability";
import { type Interval, minuteMs, parseInterval } from "@reslot/cal/time";
import type { Lengths } from "../booking/types.ts";
import { type Fineness, finenessFor, judgeFor } from "../core/consent/fineness.ts";
import type { SharedConnection } from "../core/consent/shared-connection.ts";
import type { Role } from "../core/model.ts";
import type { Participant } from "../core/participant.ts";
import { readCachedMenteeCalendar } from "./cached-mentee-calendar.ts";
import type { CoachSlotDeps } from "./coach-slots.ts";
import { listOfferedStarts } from "./list-offered-starts.ts";
import type { SchedulingContext } from "./load-scheduling-context.ts";
import type { MenteeCalendarDeps, MenteeReading } from "./mentee-calendar.ts";

export type RangeDeps = CoachSlotDeps & MenteeCalendarDeps;

/** A booking, and what is known of its two people. */
export interface BookingToSchedule {
  booking: Participant["booking"];
  /** Who looks. */
  role: Role;
  context: SchedulingContext;
}

export interface JudgedSlot {
  start: number;
  verdict: Verdict;
}

export interface Reading {
  durationMinutes: number;
  lengths: Lengths;
  noticeMinutes: number | null;
  starts: number[];
  judged: JudgedSlot[];
  mentee: MenteeReading;
  /** How finely the reader learns the mentee's time; null: exactly. */
  fineness: Fineness | null;
  /** When the older of the two calendars was read. */
  readAt: number;
}

export interface RangeToRead extends BookingToSchedule {
  menteeConnection: SharedConnection;
  window: Interval;
}

/** Reads both people's calendars in parallel and judges what the coach offers. */
export async function readRange(deps: RangeDeps, range: RangeToRead): Promise<Reading> {
  const { booking, role, context, menteeConnection, window } = range;
  const { coach } = context.connections;
  const { coachPlans, consent, use } = context;
  const [offered, mentee] = await Promise.all([
    listOfferedStarts(deps, { booking, coach, coachPlans, use, window }),
    readCachedMenteeCalendar(deps, { booking, window, mentee: menteeConnection }),
  ]);
  const { starts, durationMinutes, lengths, noticeMinutes, readAt } = offered;
  const fineness = finenessFor(role, consent);
  const judged = judgeFor({
    starts,
    fineness,
    durationMs: durationMinutes * minuteMs,
    current: parseInterval(booking),
    mentee: "hours" in mentee ? mentee : null,
  });
  return {
    durationMinutes,
    lengths,
    noticeMinutes,
    starts,
    judged,
    mentee,
    fineness,
    readAt: "readAt" in mentee ? Math.min(readAt, mentee.readAt) : readAt,
  };
}

/** Whether a start can be known to suit the mentee. */
export function canSuit(mentee: MenteeReading): boolean {
  return mentee.check === "checked" && !mentee.unseen.includes("hours");
}
