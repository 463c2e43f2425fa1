"use client";

import { addDays } from "@reslot/cal/time";
import { useEffect } from "react";
import { useDisplay, useDisplayContext } from "@/components/display/display.tsx";
import { api } from "@/trpc/react.tsx";
import { type FirstAvailability, rangeFor } from "@/features/reschedule/model/range-for.ts";

const everyMs = 30_000;

/** The times of a day's month; polled every 30 seconds while the page is visible. */
export function useAvailability(bookingUlid: string, day: string, first: FirstAvailability | null) {
  const { timeZone } = useDisplay();
  const { serverNow } = useDisplayContext();
  const input = rangeFor(bookingUlid, day, timeZone);
  const isFirst =
    first?.input.from === input.from &&
    first.input.to === input.to &&
    first.input.timeZone === input.timeZone;
  return api.booking.availability.useQuery(input, {
    staleTime: 15_000,
    refetchInterval: everyMs,
    ...(isFirst && { initialData: first.data, initialDataUpdatedAt: serverNow }),
  });
}

/** Returns a function that prefetches the month after a day's. */
export function usePrefetchNextMonth(bookingUlid: string): (day: string) => void {
  const { timeZone } = useDisplay();
  const utils = api.useUtils();
  return (day) => {
    const next = addDays(`${day.slice(0, 7)}-01`, 32);
    void utils.booking.availability.prefetch(rangeFor(bookingUlid, next, timeZone));
  };
}

/** Prefetches the months of the weeks before and after a day. */
export function usePrefetchNeighbours(bookingUlid: string, day: string, today: string): void {
  const { timeZone } = useDisplay();
  const utils = api.useUtils();
  useEffect(() => {
    const days = [addDays(day, 7), addDays(day, -7)].filter((each) => each >= today);
    for (const each of days) {
      void utils.booking.availability.prefetch(rangeFor(bookingUlid, each, timeZone));
    }
  }, [utils, bookingUlid, day, today, timeZone]);
}
