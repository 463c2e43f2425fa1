import { addDays } from "../time/civil-date.ts";
import { type Interval } from "../time/interval.ts";
import { localDay, startOfDay } from "../time/wall-clock.ts";
import { intersect } from "./intersect.ts";
import { subtract } from "./subtract.ts";

interface ClosedDaysInput {
  /** Only days that lie wholly inside it are looked at. */
  readonly window: Interval;
  /** IANA zone of the days. */
  readonly timeZone: string;
  readonly hours: readonly Interval[];
  readonly busy: readonly Interval[];
  /** The starts that are offered. */
  readonly starts: readonly number[];
  /** Nothing is offered before this instant, whatever the day. */
  readonly from: number;
  /** A free stretch at least so long has a start. */
  readonly enoughMs: number;
}

/**
 * The days on which a person should be free and nothing at all is offered: something that is in neither
 * hours nor busy times keeps the whole day closed, such as leave or a holiday.
 *
 * @throws {RangeError} when the runtime does not know the zone.
 */
export function closedDays(input: ClosedDaysInput): Interval[] {
  const { window, timeZone, hours, busy, starts, from, enoughMs } = input;
  const closed: Interval[] = [];
  let date = localDay(window.start, timeZone);
  for (let start = startOfDay(date, timeZone); start < window.end;) {
    date = addDays(date, 1);
    const day = { start, end: startOfDay(date, timeZone) };
    start = day.end;
    if (day.start < window.start || day.end > window.end) continue;
    if (starts.some((each) => each >= day.start && each < day.end)) continue;
    const open = intersect(hours, [{ start: Math.max(day.start, from), end: day.end }]);
    const isFree = subtract(open, busy).some((free) => free.end - free.start >= enoughMs);
    if (isFree) closed.push(day);
  }
  return closed;
}
