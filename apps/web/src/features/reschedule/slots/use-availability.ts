"use client";

import { parseInstant } from "@reslot/cal/time";
import type { FirstAvailability } from "@/features/reschedule/model/first-screen.ts";
import type { AvailabilityRange } from "@reslot/react";
import { useEffect } from "react";
import { useDisplayContext } from "@/components/display/display.tsx";
import { noteServerTime } from "@/components/display/server-clock.ts";
import { api } from "@/trpc/react.tsx";

const everyMs = 30_000;

/** The times of a range; polled every 30 seconds while the page is visible. */
export function useAvailability(
  input: AvailabilityRange,
  { first, enabled = true }: { first: FirstAvailability | null; enabled?: boolean },
) {
  const { serverNow } = useDisplayContext();
  const isFirst =
    first?.input.from === input.from &&
    first.input.to === input.to &&
    first.input.timeZone === input.timeZone;
  const query = api.booking.availability.useQuery(input, {
    enabled,
    staleTime: 15_000,
    refetchInterval: everyMs,
    ...(isFirst && { initialData: first.data, initialDataUpdatedAt: serverNow }),
  });
  const { data } = query;
  useEffect(() => {
    if (data) noteServerTime(parseInstant(data.answeredAt));
  }, [data]);
  return query;
}

/** Prefetches the times of a range, once it is not going to be drawn by itself. */
export function usePrefetchAvailability(input: AvailabilityRange): void {
  const utils = api.useUtils();
  const { bookingUlid, from, to, timeZone } = input;
  useEffect(() => {
    void utils.booking.availability.prefetch({ bookingUlid, from, to, timeZone });
  }, [utils, bookingUlid, from, to, timeZone]);
}
