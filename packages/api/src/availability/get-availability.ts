import { suggestSlots, type Verdict, withoutMeeting } from "@reslot/cal/availability";
import {
  dayMs,
  formatInstant,
  type Interval,
  minuteMs,
  parseInstant,
  parseInterval,
} from "@reslot/cal/time";
import { takeMenteeRead } from "../app/call-limits.ts";
import type { Needs } from "../app/app.ts";
import type { AvailabilityInput } from "../booking/schemas.ts";
import type { Availability, CheckDetails, Lengths } from "../booking/types.ts";
import type { CoachPlans, Role } from "../core/model.ts";
import type { Participant } from "../core/participant.ts";
import { type SharedConnection, sharedConnection } from "../core/consent/shared-connection.ts";
import type { CoachSlotDeps } from "./coach-slots.ts";
import { listOfferedStarts } from "./list-offered-starts.ts";
import { type Fineness, finenessFor, inCells, judgeFor } from "../core/consent/fineness.ts";
import { lanesOf } from "./lanes.ts";
import type { SchedulingContext } from "./load-scheduling-context.ts";
import { readCachedMenteeCalendar } from "./cached-mentee-calendar.ts";
import type { MenteeCalendarDeps, MenteeReading } from "./mentee-calendar.ts";

type AvailabilityDeps = CoachSlotDeps & MenteeCalendarDeps & Needs<"rateLimiter" | "settings">;

/** A booking, and what is known of its two people. */
interface BookingToSchedule {
  booking: Participant["booking"];
  /** Who looks. */
  role: Role;
  context: SchedulingContext;
}

const lookAheadMs = 62 * dayMs;

interface JudgedSlot {
  start: number;
  verdict: Verdict;
}

interface Reading {
  durationMinutes: number;
  lengths: Lengths;
  starts: number[];
  judged: JudgedSlot[];
  mentee: MenteeReading;
  /** How finely the reader learns the mentee's time; null: exactly. */
  fineness: Fineness | null;
  /** When the older of the two calendars was read. */
  readAt: number;
}

/**
 * The starts the coach offers in `[from, to)`, each judged against the mentee's calendar. Past
 * ones are left out. Two rounds of requests: the database, then both people's calendars in
 * parallel; one where those are cached, another one only when the range offers nothing.
 *
 * @throws {AppError} UNSUPPORTED_BOOKING, CAL_UNAVAILABLE, CAL_RATE_LIMITED when the coach's times
 * cannot be read; a mentee's calendar that cannot be read is part of the answer instead
 */
export async function getAvailability(
  deps: AvailabilityDeps,
  { booking, role, context }: BookingToSchedule,
  input: AvailabilityInput,
): Promise<Availability> {
  const now = deps.clock.now();
  const from = Math.max(parseInstant(input.from), now);
  const window = { start: from, end: Math.max(parseInstant(input.to), from) };
  const menteeConnection = await menteeFor(deps, { booking, role, context });
  const range = { booking, role, context, menteeConnection };
  const reading = await readRange(deps, { ...range, window });
  const next = await findNext(deps, { ...range, after: window.end, reading });
  const { durationMinutes, lengths, judged, mentee, fineness } = reading;
  const { coachPlans } = context;
  return {
    durationMinutes,
    lengths,
    slots: judged.map(({ start, verdict }) => ({ start: formatInstant(start), verdict })),
    lanes: lanesOf({
      booking,
      role,
      window,
      durationMinutes,
      coachPlans,
      fineness,
      starts: reading.starts,
      mentee: "hours" in mentee ? mentee : null,
    }),
    checks: {
      coach: "checked",
      mentee: mentee.check,
      details: detailsOf(mentee, { role, at: formatInstant(reading.readAt) }),
    },
    suggestions: suggestionsFor(booking, { reading, coachPlans, now }),
    nextMutualStart: toIso(next.mutual),
    nextCoachStart: toIso(next.coach),
    asOf: formatInstant(reading.readAt),
  };
}

function suggestionsFor(
  booking: Participant["booking"],
  { reading, coachPlans, now }: { reading: Reading; coachPlans: CoachPlans; now: number },
): Availability["suggestions"] {
  const { judged, mentee, fineness } = reading;
  const current = parseInterval(booking);
  const durationMs = reading.durationMinutes * minuteMs;
  const suggestions = suggestSlots({
    judged,
    current,
    durationMs,
    timeZones: { coach: booking.coach.timeZone, mentee: booking.mentee.timeZone },
    now,
    otherSessions: sessionsOfPair(coachPlans, booking),
    ...(mentee.check === "checked" && {
      menteeBusy: inCells(withoutMeeting(mentee.busy, current), { fineness, durationMs }),
    }),
  });
  return suggestions.map(({ start, reasons }) => ({
    start: formatInstant(start),
    reasons: [...reasons],
  }));
}

/** The mentee's connection, as far as the reader may use it now. */
async function menteeFor(
  deps: AvailabilityDeps,
  { booking, role, context: { connections, consent } }: BookingToSchedule,
): Promise<SharedConnection> {
  const shared = sharedConnection(connections.mentee, { reader: role, consent });
  if (role === "mentee" || shared.status !== "connected") return shared;
  const retryAfterMs = await takeMenteeRead(deps, booking);
  return retryAfterMs === 0 ? shared : { status: "readTooOften", retryAfterMs };
}

interface RangeToRead extends BookingToSchedule {
  menteeConnection: SharedConnection;
  window: Interval;
}

/** Reads both people's calendars in parallel and judges what the coach offers. */
async function readRange(deps: AvailabilityDeps, range: RangeToRead): Promise<Reading> {
  const { booking, role, context, menteeConnection, window } = range;
  const { coach } = context.connections;
  const { coachPlans, consent, use } = context;
  const [{ starts, durationMinutes, lengths, readAt }, mentee] = await Promise.all([
    listOfferedStarts(deps, { booking, coach, coachPlans, use, window }),
    readCachedMenteeCalendar(deps, { booking, window, mentee: menteeConnection }),
  ]);
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
    starts,
    judged,
    mentee,
    fineness,
    readAt: "readAt" in mentee ? Math.min(readAt, mentee.readAt) : readAt,
  };
}

async function findNext(
  deps: AvailabilityDeps,
  { after, reading, ...range }: Omit<RangeToRead, "window"> & { after: number; reading: Reading },
): Promise<{ mutual: number | undefined; coach: number | undefined }> {
  const here = firstsOf(reading.judged);
  const found = canSuit(reading.mentee) ? here.mutual : here.coach;
  if (found !== undefined) return here;

  const window = { start: after, end: after + lookAheadMs };
  const later = firstsOf((await readRange(deps, { ...range, window })).judged);
  return { mutual: later.mutual, coach: here.coach ?? later.coach };
}

function firstsOf(judged: readonly JudgedSlot[]): {
  mutual: number | undefined;
  coach: number | undefined;
} {
  return {
    mutual: judged.find(({ verdict }) => verdict === "mutual")?.start,
    coach: judged.find(({ verdict }) => verdict !== "current")?.start,
  };
}

/** The starts of the pair's other sessions. */
function sessionsOfPair(
  { meetings }: CoachPlans,
  { ulid, coachUserUlid, menteeUserUlid }: Participant["booking"],
): number[] {
  return meetings
    .filter((each) => each.ulid !== ulid && each.status === "accepted")
    .filter((each) => each.coachUserUlid === coachUserUlid)
    .filter((each) => each.menteeUserUlid === menteeUserUlid)
    .map(({ startTime }) => parseInstant(startTime));
}

/** For the mentee themselves with the names of the calendars; the coach learns how many there are. */
function detailsOf(mentee: MenteeReading, { role, at }: { role: Role; at: string }): CheckDetails {
  if (!("hours" in mentee)) {
    const { broken, retryAfterMs } = mentee;
    return {
      calendarsRead: 0,
      broken: [...broken],
      unseen: [],
      at,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  const { calendarNames, unseen, readAt } = mentee;
  return {
    calendarsRead: calendarNames.length,
    broken: [],
    unseen: [...unseen],
    at: formatInstant(readAt),
    ...(role === "mentee" && { calendarNames: [...calendarNames] }),
  };
}

/** Whether a start can be known to suit the mentee. */
function canSuit(mentee: MenteeReading): boolean {
  return mentee.check === "checked" && !mentee.unseen.includes("hours");
}

function toIso(start: number | undefined): string | null {
  return start === undefined ? null : formatInstant(start);
}
