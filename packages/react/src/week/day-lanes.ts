import { intersect, normalize, subtract } from "@reslot/cal/availability";
import {
  addDays,
  type Interval,
  localMinutes,
  minuteMs,
  offsetAt,
  parseInstant,
  startOfDay,
} from "@reslot/cal/time";
import type { OfferedTimes, Span } from "../model/offered-times.ts";

const dayMinutes = 24 * 60;

/** Minutes since midnight on the reader's clock. */
export interface Minutes {
  readonly from: number;
  readonly to: number;
}

/** `off`: outside the person's hours, or not offered. What has no mark is free, or offered. */
export type LaneMark = "busy" | "off" | "unknown";

export interface LanePart extends Minutes {
  readonly mark: LaneMark;
}

interface OwnMeeting extends Minutes {
  readonly title: string;
}

/** Both people's day, whatever is offered, hidden or chosen. */
export interface DayLanes {
  readonly coach: readonly LanePart[];
  readonly mentee: readonly LanePart[];
  /** The coach's other meetings; none for the mentee. */
  readonly own: readonly OwnMeeting[];
}

/** Both lanes of a local day, from all that was answered about it. Before the answer nothing is known. */
export function lanesOfDay(
  day: string,
  { lanes, answeredAt }: Pick<OfferedTimes, "lanes" | "answeredAt">,
  { timeZone, current }: { timeZone: string; current: Interval },
): DayLanes {
  const whole = { start: startOfDay(day, timeZone), end: startOfDay(addDays(day, 1), timeZone) };
  const from = Math.max(whole.start, Math.min(whole.end, parseInstant(answeredAt)));
  const before = normalize([{ start: whole.start, end: from }]);
  const known = normalize([{ start: from, end: whole.end }]);
  const here = (spans: readonly Span[]) => intersect(normalize(spans.map(toInterval)), known);
  const { coach, mentee } = lanes;

  const own = here(coach.own);
  const offered = normalize([...here(coach.offered), current]);
  const busy = mentee ? here(mentee.busy) : [];
  const unknown = mentee ? subtract(here(mentee.unknown), busy) : known;
  const off = mentee ? subtract(here(mentee.outsideHours), [...busy, ...unknown]) : [];
  const parts = (mark: LaneMark, intervals: readonly Interval[]) =>
    minutesOf(intervals, timeZone).map((minutes) => ({ ...minutes, mark }));
  return {
    coach: [
      ...parts("unknown", before),
      ...parts("busy", own),
      ...parts("off", subtract(known, [...own, ...offered])),
    ],
    mentee: [
      ...parts("unknown", normalize([...before, ...unknown])),
      ...parts("busy", busy),
      ...parts("off", off),
    ],
    own: coach.own.flatMap(({ title, ...span }) =>
      minutesOf(intersect([toInterval(span)], [whole]), timeZone).map((part) => ({
        ...part,
        title,
      })),
    ),
  };
}

/** The minutes that a part of one local day takes on the clock; what is shown twice counts twice. */
function minutesOf(intervals: readonly Interval[], timeZone: string): Minutes[] {
  const parts = intervals.flatMap((interval) => {
    const change = changeIn(interval, timeZone);
    return change === null
      ? [clockOf(interval, timeZone)]
      : [
          clockOf({ start: interval.start, end: change }, timeZone),
          clockOf({ start: change, end: interval.end }, timeZone),
        ];
  });
  return merge(parts);
}

function clockOf({ start, end }: Interval, timeZone: string): Minutes {
  const from = localMinutes(start, timeZone);
  return { from, to: Math.min(dayMinutes, from + (end - start) / minuteMs) };
}

/** When the clocks change within an interval, to the minute; null when they do not. */
function changeIn({ start, end }: Interval, timeZone: string): number | null {
  const offset = offsetAt(start, timeZone);
  if (offsetAt(end - minuteMs, timeZone) === offset) return null;
  let [before, after] = [start, end];
  while (after - before > minuteMs) {
    const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs;
    if (offsetAt(middle, timeZone) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** Merges overlapping and adjacent parts; sorted. */
function merge(parts: readonly Minutes[]): Minutes[] {
  return normalize(parts.map(({ from, to }) => ({ start: from, end: to }))).map(
    ({ start, end }) => ({ from: start, to: end }),
  );
}

function toInterval({ start, end }: Span): Interval {
  return { start: parseInstant(start), end: parseInstant(end) };
}
