import { dayMs, type Interval } from "@reslot/cal/time";
import { Temporal } from "temporal-polyfill";
import { type HourRule } from "../workloads.ts";

/** Weekly hours to flat UTC pairs by converting the two edges of every rule on every day. */
export function temporalExpand(
  timeZone: string,
  rules: readonly HourRule[],
  window: Interval,
): number[] {
  const pairs: number[] = [];
  let day = Temporal.Instant.fromEpochMilliseconds(window.start - dayMs)
    .toZonedDateTimeISO("UTC")
    .toPlainDate();
  for (let at = window.start - dayMs; at < window.end + dayMs; at += dayMs) {
    for (const { days, from, to } of rules) {
      if (!days.includes(day.dayOfWeek % 7)) continue;
      const edge = (minutes: number) =>
        day
          .toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
          .toZonedDateTime(timeZone).epochMilliseconds;
      const [start, end] = [Math.max(edge(from), window.start), Math.min(edge(to), window.end)];
      if (start < end) pairs.push(start, end);
    }
    day = day.add({ days: 1 });
  }
  return pairs;
}
