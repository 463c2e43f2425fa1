"use client";

import type { Availability } from "@reslot/api";
import { localDay } from "@reslot/cal/time";
import { useMemo } from "react";
import { useDisplay, useDisplayContext } from "@/components/display/display.tsx";
import { weekOf } from "@/time/calendar.ts";
import { firstDayOfWeek } from "@/time/format.ts";
import { countGood, type Slot, toSlots } from "@/features/reschedule/slots/slots.ts";
import { type FirstAvailability, rangeFor } from "@/features/reschedule/model/range-for.ts";
import { useAvailability } from "@/features/reschedule/slots/use-availability.ts";
import { useTakenSlots } from "@/features/reschedule/slots/use-taken-slots.ts";

export interface MonthsView {
  today: string;
  /** The month of the listed day; undefined while loading. */
  availability: Availability | undefined;
  /** Every start of that month, including those just taken. */
  slots: readonly Slot[];
  /** The listed week's days. */
  week: readonly string[];
  /** Every start of that week's months. */
  weekSlots: readonly Slot[];
  /** Good times per day, of the listed month, the focused month and the listed week. */
  counts: ReadonlyMap<string, number>;
  isFetching: boolean;
  error: unknown;
  markTaken: (start: number) => void;
  checkAgain: () => void;
}

/** The times behind list, month, strip and week; each month is queried once. */
export function useMonths({
  bookingUlid,
  day,
  focusedDay,
  first,
}: {
  bookingUlid: string;
  day: string;
  focusedDay: string;
  first: FirstAvailability | null;
}): MonthsView {
  const { locale, timeZone } = useDisplay();
  const { serverNow } = useDisplayContext();
  const today = localDay(serverNow, timeZone);
  const week = weekOf(day, firstDayOfWeek(locale));
  const ahead = week.filter((each) => each >= today);
  const own = useAvailability(bookingUlid, day, first);
  const focused = useAvailability(bookingUlid, focusedDay, first);
  const weekStart = useAvailability(bookingUlid, ahead[0] ?? day, first);
  const weekEnd = useAvailability(bookingUlid, ahead.at(-1) ?? day, first);
  const [taken, markTaken] = useTakenSlots(own.data, rangeFor(bookingUlid, day, timeZone).from);

  const slots = useMemo(() => slotsOf([own.data], taken), [own.data, taken]);
  const weekSlots = useMemo(
    () => slotsOf([weekStart.data, weekEnd.data], taken),
    [weekStart.data, weekEnd.data, taken],
  );
  const counts = useMemo(
    () =>
      new Map([
        ...countGood(slotsOf([focused.data], taken), timeZone),
        ...countGood(weekSlots, timeZone),
        ...countGood(slots, timeZone),
      ]),
    [focused.data, weekSlots, slots, taken, timeZone],
  );
  return {
    today,
    availability: own.data,
    slots,
    week,
    weekSlots,
    counts,
    isFetching: own.isFetching,
    error: own.error,
    markTaken,
    checkAgain: () => void own.refetch(),
  };
}

/** Every start of these answers, without duplicates. */
function slotsOf(
  answers: readonly (Availability | undefined)[],
  taken: ReadonlySet<number>,
): Slot[] {
  const all = [...new Set(answers)].flatMap((data) => (data ? toSlots(data, taken) : []));
  return [...new Map(all.map((slot) => [slot.start, slot])).values()];
}
