import { dayMs, formatInstant, parseInstant } from "@reslot/cal/time";
import { takeMenteeRead } from "../app/call-limits.ts";
import type { Needs } from "../app/app.ts";
import type { AvailabilityInput } from "../booking/schemas.ts";
import type { Availability, CheckDetails } from "../booking/types.ts";
import type { Role } from "../core/model.ts";
import { type SharedConnection, sharedConnection } from "../core/consent/shared-connection.ts";
import { lanesOf } from "./lanes.ts";
import type { MenteeReading } from "./mentee-calendar.ts";
import {
  type BookingToSchedule,
  canSuit,
  type JudgedSlot,
  type RangeDeps,
  type RangeToRead,
  type Reading,
  readRange,
} from "./read-range.ts";
import { suggestTimes } from "./suggest-times.ts";

type AvailabilityDeps = RangeDeps & Needs<"rateLimiter" | "settings">;

const lookAheadMs = 62 * dayMs;

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
  const [reading, suggestions] = await Promise.all([
    readRange(deps, { ...range, window }),
    suggestTimes(deps, range),
  ]);
  const next = await findNext(deps, { ...range, after: window.end, reading });
  const { durationMinutes, lengths, noticeMinutes, judged, mentee, fineness } = reading;
  const { coachPlans } = context;
  return {
    durationMinutes,
    lengths,
    noticeMinutes,
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
    suggestions,
    nextMutualStart: toIso(next.mutual),
    nextCoachStart: toIso(next.coach),
    asOf: formatInstant(reading.readAt),
    answeredAt: formatInstant(deps.clock.now()),
  };
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

function toIso(start: number | undefined): string | null {
  return start === undefined ? null : formatInstant(start);
}
