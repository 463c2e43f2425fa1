import type { Interval as MsInterval } from "@reslot/cal/time";
import { DateTime, Interval } from "luxon";
import { type WireWork } from "../workloads.ts";
import { type ParsedWork } from "./ours.ts";

/** Wire texts to mutual starts, the idiomatic way: zoned days, merge, difference, engulfs. */
export function luxonFromWire(work: WireWork): number[] {
  const busy = work.busy.map(({ start, end }) => Interval.fromISO(`${start}/${end}`));
  const slots = Object.values(work.slotsByDay)
    .flat()
    .map(({ start }) =>
      Interval.after(DateTime.fromISO(start, { zone: "utc" }), { milliseconds: work.durationMs }),
    );
  return startsInside(slots, freeTime(zonedHours(work), busy));
}

export interface LuxonWork {
  readonly slots: readonly Interval[];
  readonly hours: readonly Interval[];
  readonly busy: readonly Interval[];
}

/** Luxon's own objects, built before the measurement, which favours it. */
export function toLuxon({ slots, durationMs, hours, busy }: ParsedWork): LuxonWork {
  return {
    slots: slots.map((start) => toInterval({ start, end: start + durationMs })),
    hours: hours.map(toInterval),
    busy: busy.map(toInterval),
  };
}

/** Mutual starts from those objects. */
export function luxonFromObjects({ slots, hours, busy }: LuxonWork): number[] {
  return startsInside(slots, freeTime(hours, busy));
}

function toInterval({ start, end }: MsInterval): Interval {
  const [from, to] = [start, end].map((ms) => DateTime.fromMillis(ms, { zone: "utc" }));
  return from && to ? Interval.fromDateTimes(from, to) : Interval.invalid("missing");
}

function zonedHours({ schedule, rules, window }: WireWork): Interval[] {
  const hours: Interval[] = [];
  let day = DateTime.fromMillis(window.start, { zone: schedule.timeZone }).startOf("day");
  for (; day.toMillis() < window.end; day = day.plus({ days: 1 })) {
    for (const { days, from, to } of rules) {
      if (!days.includes(day.weekday % 7)) continue;
      const at = (minutes: number) =>
        day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
      hours.push(Interval.fromDateTimes(at(from), at(to)));
    }
  }
  return hours;
}

function freeTime(hours: readonly Interval[], busy: readonly Interval[]): Interval[] {
  const merged = Interval.merge([...busy]);
  return hours.flatMap((each) => each.difference(...merged.filter((one) => one.overlaps(each))));
}

function startsInside(slots: readonly Interval[], free: readonly Interval[]): number[] {
  const starts: number[] = [];
  let j = 0;
  for (const slot of slots) {
    while (j < free.length && isOver(free[j], slot)) j += 1;
    if (free[j]?.engulfs(slot) === true) starts.push(slot.start?.toMillis() ?? Number.NaN);
  }
  return starts;
}

function isOver(free: Interval | undefined, slot: Interval): boolean {
  return (free?.end?.toMillis() ?? 0) <= (slot.start?.toMillis() ?? 0);
}
