import { TZDate } from "@date-fns/tz";
import { areIntervalsOverlapping, toDate } from "date-fns";
import { dayMs } from "@reslot/cal/time";
import { type WireWork } from "../workloads.ts";

/** Wire texts to mutual starts with `TZDate` for the hours and the library's own overlap test. */
export function dateFnsFromWire(work: WireWork): number[] {
  const hours = zonedHours(work);
  const busy = work.busy.map(({ start, end }) => ({ start: toDate(start), end: toDate(end) }));
  const starts: number[] = [];
  for (const { start: text } of Object.values(work.slotsByDay).flat()) {
    const start = toDate(text);
    const end = toDate(start.getTime() + work.durationMs);
    const isInside = hours.some(({ from, to }) => from <= start.getTime() && end.getTime() <= to);
    if (isInside && !busy.some((each) => areIntervalsOverlapping(each, { start, end }))) {
      starts.push(start.getTime());
    }
  }
  return starts;
}

function zonedHours({ schedule, rules, window }: WireWork): { from: number; to: number }[] {
  const hours: { from: number; to: number }[] = [];
  for (let at = window.start - dayMs; at < window.end + dayMs; at += dayMs) {
    const day = toDate(at);
    for (const { days, from, to } of rules) {
      if (!days.includes(day.getUTCDay())) continue;
      const clock = (minutes: number) =>
        new TZDate(
          day.getUTCFullYear(),
          day.getUTCMonth(),
          day.getUTCDate(),
          Math.floor(minutes / 60),
          minutes % 60,
          schedule.timeZone,
        ).getTime();
      hours.push({ from: clock(from), to: clock(to) });
    }
  }
  return hours;
}
