"use client";

import type { Availability } from "@reslot/api";
import { useDisplay, useDisplayContext } from "@/components/display/display.tsx";
import { addDays, monthRange } from "@/time/days.ts";
import { formatInstant } from "@/time/instant.ts";
import { api } from "@/trpc/react.tsx";

/** One month's times as the server read them for the first drawing. */
export interface FirstAvailability {
  input: AvailabilityRange;
  data: Availability;
}

export interface AvailabilityRange {
  bookingUlid: string;
  from: string;
  to: string;
  timeZone: string;
}

/** The range that is asked for: the whole local month of a day. */
export function rangeFor(bookingUlid: string, day: string, timeZone: string): AvailabilityRange {
  const { from, to } = monthRange(day, timeZone);
  return { bookingUlid, from: formatInstant(from), to: formatInstant(to), timeZone };
}

const everyMs = 30_000;

/** The times of a day's month; asked again every half minute while the page is seen. */
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

/** Asks for the month after a day's before anybody turns to it. */
export function usePrefetchNextMonth(bookingUlid: string): (day: string) => void {
  const { timeZone } = useDisplay();
  const utils = api.useUtils();
  return (day) => {
    const next = addDays(`${day.slice(0, 7)}-01`, 32);
    void utils.booking.availability.prefetch(rangeFor(bookingUlid, next, timeZone));
  };
}
