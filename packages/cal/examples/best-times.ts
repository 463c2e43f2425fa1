import {
  expandSchedule,
  type JudgedSlot,
  judgeSlots,
  type Suggestion,
  suggestSlots,
  type WeeklySchedule,
} from "@reslot/cal/availability";
import { minuteMs, parseInstant } from "@reslot/cal/time";

interface Meeting {
  /** ISO 8601 instants that the coach offers. */
  offered: readonly string[];
  start: string;
  durationMinutes: number;
  mentee: WeeklySchedule;
  now: string;
}

/** Each offered time with its verdict for the mentee, and the ones that suit both best. */
export function bestTimes({ offered, start, durationMinutes, mentee, now }: Meeting): {
  judged: JudgedSlot[];
  suggestions: Suggestion[];
} {
  const slots = offered.map(parseInstant);
  const durationMs = durationMinutes * minuteMs;
  const current = { start: parseInstant(start), end: parseInstant(start) + durationMs };
  const window = { start: Math.min(...slots), end: Math.max(...slots) + durationMs };
  const hours = expandSchedule(mentee, window);
  const judged = judgeSlots({ slots, durationMs, current, mentee: { hours, busy: [] } });
  const timeZones = { coach: mentee.timeZone, mentee: mentee.timeZone };
  const suggestions = suggestSlots({
    judged,
    current,
    durationMs,
    timeZones,
    now: parseInstant(now),
  });
  return { judged, suggestions };
}
