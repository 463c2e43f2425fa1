import { intersect, normalize, subtract, withoutMeeting } from "@reslot/cal/availability";
import { formatInstant, type Interval, minuteMs, parseInterval } from "@reslot/cal/time";
import type { Lanes, TimeSpan } from "../booking/types.ts";
import type { CoachPlans, MenteeTime, Role } from "../core/model.ts";
import type { Participant } from "../core/participant.ts";
import { type Fineness, inCells } from "../core/consent/fineness.ts";

interface LanesToDraw {
  booking: Participant["booking"];
  role: Role;
  window: Interval;
  durationMinutes: number;
  /** The coach's starts, as Cal.com offers them. */
  starts: readonly number[];
  coachPlans: CoachPlans;
  /** null: not known. */
  mentee: Pick<MenteeTime, "hours" | "busy" | "unknown"> | null;
  fineness: Fineness | null;
}

/** Both people's time in a window, from all that was read of it, whatever is offered or chosen. */
export function lanesOf(input: LanesToDraw): Lanes {
  const { role, window, durationMinutes, starts, mentee } = input;
  const durationMs = durationMinutes * minuteMs;
  const offered = normalize(starts.map((start) => ({ start, end: start + durationMs })));
  return {
    coach: {
      offered: within(offered, window),
      own: role === "coach" ? ownMeetings(input) : [],
    },
    mentee: mentee && menteeLane(input, mentee),
  };
}

function menteeLane(
  { booking, window, durationMinutes, fineness }: LanesToDraw,
  { hours, busy, unknown }: NonNullable<LanesToDraw["mentee"]>,
): NonNullable<Lanes["mentee"]> {
  const durationMs = durationMinutes * minuteMs;
  const asSeen = (intervals: readonly Interval[]) => inCells(intervals, { fineness, durationMs });
  const cells = asSeen([window]); // a cell at the edge is judged by all of it
  return {
    busy: within(asSeen(withoutMeeting(busy, parseInterval(booking))), window),
    outsideHours: within(asSeen(subtract(cells, hours)), window),
    unknown: within(asSeen(unknown), window),
  };
}

/** The coach's other meetings here, with their titles. */
function ownMeetings({ window, coachPlans }: LanesToDraw): Lanes["coach"]["own"] {
  return coachPlans.own
    .filter(({ start, end }) => start < window.end && end > window.start)
    .map(({ title, ...span }) => ({ ...toSpan(span), title }));
}

function within(intervals: readonly Interval[], window: Interval): TimeSpan[] {
  return intersect(intervals, [window]).map(toSpan);
}

function toSpan({ start, end }: Interval): TimeSpan {
  return { start: formatInstant(start), end: formatInstant(end) };
}
