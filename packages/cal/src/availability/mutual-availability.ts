import { expandSchedule } from "./expand-schedule.ts";
import { intersect } from "./intersect.ts";
import { type Interval } from "../time/interval.ts";
import { subtract } from "./subtract.ts";
import { type WeeklySchedule } from "./weekly-schedule.ts";

/** One person's working hours and busy times. */
export interface PersonCalendar {
  readonly schedule: WeeklySchedule;
  /** In any order; overlapping, empty and all-day entries are fine. */
  readonly busy: readonly Interval[];
}

/**
 * The time at which all people are within their hours and not busy, inside `window`: normalised
 * and clipped to it. Without people the whole window is free.
 *
 * @throws {RangeError} as `expandSchedule` does.
 */
export function mutualAvailability(
  people: readonly PersonCalendar[],
  window: Interval,
): Interval[] {
  let shared: Interval[] = window.start < window.end ? [window] : [];
  for (const { schedule, busy } of people) {
    shared = intersect(shared, subtract(expandSchedule(schedule, window), busy));
  }
  return shared;
}
