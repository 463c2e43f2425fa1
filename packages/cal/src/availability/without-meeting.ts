import { minuteMs } from "../time/durations.ts";
import { type Interval } from "../time/interval.ts";

/** Calendars pad an event by up to so many whole minutes, for the way there; no other event is that short. */
const longestPadding = 10 * minuteMs;

/**
 * Busy times without the meeting that is being moved, so that it never blocks itself. Calendars may
 * join its entry with those that touch it, or pad it: of every entry that covers the meeting only what
 * lies beyond it stays busy, and nothing where that is at most 10 minutes. An entry that covers only a part of it is another event.
 *
 * @example
 * withoutMeeting([{ start: 0, end: 90 * minuteMs }], { start: 0, end: 45 * minuteMs });
 * //=> [{ start: 45 * minuteMs, end: 90 * minuteMs }]
 */
export function withoutMeeting(busy: readonly Interval[], meeting: Interval): readonly Interval[] {
  if (!(meeting.start < meeting.end)) return busy;
  const isCovering = ({ start, end }: Interval) => start <= meeting.start && end >= meeting.end;
  if (!busy.some(isCovering)) return busy;
  return busy.flatMap((entry) => (isCovering(entry) ? aroundMeeting(entry, meeting) : [entry]));
}

function aroundMeeting({ start, end }: Interval, meeting: Interval): Interval[] {
  const before = { start, end: meeting.start };
  const after = { start: meeting.end, end };
  return [before, after].filter((rest) => !isPadding(rest.end - rest.start));
}

function isPadding(length: number): boolean {
  return length <= longestPadding && length % minuteMs === 0;
}
