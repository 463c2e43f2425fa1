"use client";

import type { BookingDetails, BookingHistory } from "@reslot/api";
import { useLiveBooking } from "@/components/live/use-live-booking.ts";
import { api } from "@/trpc/react.tsx";
import { useSeenChange } from "./use-seen-change.ts";

const everyMs = 15_000;

/** A meeting and its history, read again while the page is open, and what has changed since. */
export function useLiveMeeting(initial: BookingDetails, initialHistory: BookingHistory) {
  const input = { bookingUlid: initial.ulid };
  const fresh = { refetchInterval: everyMs };
  useLiveBooking(initial.ulid);
  const booking = api.booking.get.useQuery(input, { initialData: initial, ...fresh });
  const history = api.booking.history.useQuery(input, { initialData: initialHistory, ...fresh });
  return useSeenChange({ booking: booking.data, history: history.data }, history.isFetching);
}
