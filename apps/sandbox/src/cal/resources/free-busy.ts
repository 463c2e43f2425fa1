import type { Calendar } from "../state/state.ts";
import { formatInstant } from "../time/instant.ts";
import type { Interval } from "../slots/interval.ts";
import { dayMs, minuteMs } from "../../time/durations.ts";

/** A calendar's rows in GET /v2/calendars/busy-times, with what its provider does to them. */
export function freeBusyRows(calendar: Calendar, range: Interval): unknown[] {
  const { joined = false, paddedMinutes = 0, spelling = "utc", raw = [] } = calendar.freeBusy ?? {};
  const padding = paddedMinutes * minuteMs;
  const events = calendar.busy.map(({ start, end, title }) => ({
    start: start - padding,
    end: end + padding,
    title,
  }));
  const rows = (joined ? joinTouching(events) : events)
    .filter(({ start, end }) => start < range.end && end > range.start)
    .map(({ start, end, title }) => ({
      start: spell(start, spelling, "start"),
      end: spell(end, spelling, "end"),
      title,
      source: "ics-feed",
    }));
  return [...rows, ...raw];
}

interface Event extends Interval {
  readonly title: string;
}

function joinTouching(events: readonly Event[]): Event[] {
  const joined: Event[] = [];
  for (const next of events.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last === undefined || next.start > last.end) joined.push(next);
    else joined[joined.length - 1] = { ...last, end: Math.max(last.end, next.end) };
  }
  return joined;
}

type Spelling = NonNullable<Calendar["freeBusy"]>["spelling"];

function spell(ms: number, spelling: Spelling, side: "start" | "end"): string {
  const utc = formatInstant(ms);
  switch (spelling) {
    case "utc":
      return utc;
    case "noZone":
      return utc.slice(0, 19);
    case "compactOffset":
      return `${formatInstant(ms + 330 * minuteMs).slice(0, 19)}+0530`;
    case "sevenDigits":
      return `${utc.slice(0, -1)}0000Z`;
    case "dateOnly":
      return (side === "end" && ms % dayMs !== 0 ? formatInstant(ms + dayMs) : utc).slice(0, 10);
    case "hour24":
      return side === "end" && ms % dayMs === 0
        ? `${formatInstant(ms - dayMs).slice(0, 10)}T24:00:00Z`
        : utc;
  }
}
