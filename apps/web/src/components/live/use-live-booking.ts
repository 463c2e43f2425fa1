"use client";

import { useIsMutating } from "@tanstack/react-query";
import { api } from "@/trpc/react.tsx";
import { useIsPageVisible } from "./use-is-page-visible.ts";
import { useStreamReconnect } from "./use-stream-reconnect.ts";

/**
 * Refetches a meeting and its times as soon as they change, here or in Cal.com. Ignores changes
 * during a move of this page's own, which refetches everything when it ends.
 */
export function useLiveBooking(bookingUlid: string): void {
  const utils = api.useUtils();
  const isVisible = useIsPageVisible();
  const isMoving = useIsMutating() > 0;
  const readBooking = () => {
    void utils.booking.get.invalidate({ bookingUlid });
    void utils.booking.history.invalidate({ bookingUlid });
  };
  const readTimes = () => void utils.booking.availability.invalidate({ bookingUlid });
  const stream = api.booking.onChange.useSubscription(
    { bookingUlid },
    {
      enabled: isVisible,
      onData({ data }) {
        if (isMoving) return;
        if (data.kind === "booking") readBooking();
        readTimes();
      },
    },
  );
  useStreamReconnect(stream, () => {
    readBooking();
    readTimes();
  });
}
