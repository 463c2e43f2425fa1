import { suggestSlots, withoutMeeting } from "@reslot/cal/availability";
import { dayMs, formatInstant, type Interval, minuteMs, parseInterval } from "@reslot/cal/time";
import type { Availability } from "../booking/types.ts";
import { inCells } from "../core/consent/fineness.ts";
import type { CoachPlans } from "../core/model.ts";
import type { Participant } from "../core/participant.ts";
import { canSuit, type RangeDeps, type RangeToRead, readRange } from "./read-range.ts";

/** How long after the meeting a time is still near it. */
const afterMs = 21 * dayMs;
const longestMs = 62 * dayMs;
/** The pair's sessions that make up its rhythm reach so much further. */
const rhythmMs = 42 * dayMs;

/**
 * The best times near a meeting, whatever range is looked at: from now until three weeks after it, two
 * months at most. In the order of time, one a day; of the coach's offer where the mentee's time is not
 * known. null: not known, because they could not be read.
 */
export async function suggestTimes(
  deps: RangeDeps,
  range: Omit<RangeToRead, "window">,
): Promise<Availability["suggestions"]> {
  const { booking } = range;
  const now = deps.clock.now();
  const end = parseInterval(booking).end + afterMs;
  const window = { start: Math.max(now, end - longestMs), end };
  if (window.end <= window.start) return [];
  try {
    const around = { start: now, end: end + rhythmMs };
    const reading = await readRange(deps, { ...range, window });
    const sessions = sessionsOfPair(range.context.coachPlans, booking, around);
    return pick(booking, { reading, now, sessions });
  } catch (error) {
    deps.log.error("SUGGESTIONS_ERROR", error, { bookingUlid: booking.ulid });
    return null;
  }
}

function pick(
  booking: Participant["booking"],
  {
    reading,
    now,
    sessions,
  }: { reading: Awaited<ReturnType<typeof readRange>>; now: number; sessions: readonly number[] },
): NonNullable<Availability["suggestions"]> {
  const { judged, mentee, fineness } = reading;
  const current = parseInterval(booking);
  const durationMs = reading.durationMinutes * minuteMs;
  const suggestions = suggestSlots({
    judged,
    current,
    durationMs,
    timeZones: { coach: booking.coach.timeZone, mentee: booking.mentee.timeZone },
    now,
    otherSessions: sessions,
    isMenteeUnknown: !canSuit(mentee),
    ...(mentee.check === "checked" && {
      menteeBusy: inCells(withoutMeeting(mentee.busy, current), { fineness, durationMs }),
    }),
  });
  return suggestions.map(({ start, reasons }) => ({
    start: formatInstant(start),
    reasons: [...reasons],
  }));
}

/** The starts of the pair's other sessions. */
function sessionsOfPair(
  { plans }: CoachPlans,
  { menteeUserUlid }: Participant["booking"],
  { start, end }: Interval,
): number[] {
  return plans
    .filter((each) => each.menteeUserUlid === menteeUserUlid)
    .map((each) => each.start)
    .filter((each) => each >= start && each < end);
}
