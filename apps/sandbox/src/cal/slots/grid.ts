import { localMinute, offsetAt } from "../time/zone.ts";
import type { Interval } from "./interval.ts";
import { minuteMs } from "../../time/durations.ts";

/** A range that ends at 23:59:59 includes the slot that ends at midnight. */
const tolerance = 1000;

interface Grid {
  /** Minutes between starts. */
  readonly step: number;
  /** Length of a slot in minutes. */
  readonly duration: number;
  /** Minutes by which each interval's starts are later than its grid (observed: also the first one). */
  readonly offset: number;
  /** Time zone of the grid. */
  readonly zone: string;
  /** No slot starts before this instant. */
  readonly notBefore: number;
}

/** Starts of all slots in the free intervals (sorted by start); each interval has its own grid. */
export function slotStarts(free: readonly Interval[], grid: Grid): number[] {
  const step = grid.step * minuteMs;
  const starts = new Set<number>();
  for (const interval of free) {
    let start = firstStart(interval, grid) + grid.offset * minuteMs;
    const earlier = lastBefore(starts, start);
    if (earlier !== null && earlier + step > start) start = earlier + step;
    for (; start + grid.duration * minuteMs <= interval.end + tolerance; start += step) {
      if (start >= grid.notBefore) starts.add(start);
    }
  }
  return [...starts].toSorted((a, b) => a - b);
}

/** Rounded up to the grid. A start in a grid minute but after its second 0 is not rounded, and is then too early. */
function firstStart(interval: Interval, grid: Grid): number {
  const earliest = Math.max(interval.start, grid.notBefore);
  const floor = Math.floor(earliest / minuteMs) * minuteMs;
  const unit = gridUnit(grid.step);
  const past = localMinute(grid.zone, floor) % unit;
  if (past === 0) return floor;
  const rounded = floor + (unit - past) * minuteMs;
  const wall = rounded + offsetAt(grid.zone, rounded);
  return wall - offsetAt(grid.zone, wall);
}

function gridUnit(step: number): number {
  return [60, 30, 20, 15, 10, 5].find((unit) => step % unit === 0) ?? 15;
}

function lastBefore(starts: ReadonlySet<number>, start: number): number | null {
  let best: number | null = null;
  for (const candidate of starts) {
    if (candidate < start && (best === null || candidate > best)) best = candidate;
  }
  return best;
}
