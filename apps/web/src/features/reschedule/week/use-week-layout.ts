"use client";

import type { Interval } from "@reslot/cal/time";
import { type Slot, visibleSlots } from "@reslot/react";
import { weekFrom } from "@reslot/react/time";
import { layOutWeek, type WeekLayout } from "@reslot/react/week";
import { useMemo } from "react";

/** The visible times and their layout, memoized. */
export function useWeekLayout(
  week: {
    slots: readonly Slot[];
    days: readonly string[];
    /** Hides times that don't suit the mentee, except the chosen one. */
    isHiding: boolean;
    chosen: number | null;
  },
  options: {
    durationMinutes: number;
    showAllHours: boolean;
    timeZone: string;
    current: Interval;
  },
): [readonly Slot[], WeekLayout] {
  const { slots, isHiding } = week;
  const [from = ""] = week.days;
  const chosen = isHiding ? week.chosen : null;
  const { durationMinutes, showAllHours, timeZone, current } = options;
  const shown = useMemo(() => visibleSlots(slots, { isHiding, chosen }), [slots, isHiding, chosen]);
  const layout = useMemo(
    () =>
      layOutWeek(shown, { days: weekFrom(from), durationMinutes, showAllHours, timeZone, current }),
    [shown, from, durationMinutes, showAllHours, timeZone, current],
  );
  return [shown, layout];
}
