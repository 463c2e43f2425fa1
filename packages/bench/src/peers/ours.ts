import { type Interval, parseInstant } from "@reslot/cal/time";
import { expandSchedule, judgeSlots } from "@reslot/cal/availability";
import { type WireTime, type WireWork } from "../workloads.ts";

const elsewhere: Interval = { start: 0, end: 1 };

/** Wire texts to the starts that suit both, by way of the verdicts of all slots. */
export function mutualStartsFromWire(work: WireWork): number[] {
  const slots: number[] = [];
  for (const day of Object.values(work.slotsByDay)) {
    for (const { start } of day) slots.push(parseInstant(start));
  }
  const busy = work.busy.map(parseTime);
  const hours = expandSchedule(work.schedule, work.window);
  return mutualStarts({ slots, durationMs: work.durationMs, hours, busy });
}

export interface ParsedWork {
  readonly slots: readonly number[];
  readonly durationMs: number;
  readonly hours: readonly Interval[];
  readonly busy: readonly Interval[];
}

/** The same from numbers that were read before. */
export function mutualStarts({ slots, durationMs, hours, busy }: ParsedWork): number[] {
  const mentee = { hours, busy };
  const mutual: number[] = [];
  for (const { start, verdict } of judgeSlots({ slots, durationMs, current: elsewhere, mentee })) {
    if (verdict === "mutual") mutual.push(start);
  }
  return mutual;
}

/** Reads a work's texts once, for suites that time only what comes after. */
export function parseWork(work: WireWork): ParsedWork {
  return {
    slots: Object.values(work.slotsByDay).flatMap((day) =>
      day.map(({ start }) => parseInstant(start)),
    ),
    durationMs: work.durationMs,
    hours: expandSchedule(work.schedule, work.window),
    busy: work.busy.map(parseTime),
  };
}

function parseTime({ start, end }: WireTime): Interval {
  return { start: parseInstant(start), end: parseInstant(end) };
}
