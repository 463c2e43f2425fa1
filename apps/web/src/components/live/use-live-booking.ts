"use client";

import { useIsMutating } from "@tanstack/react-query";
import { api } from "@/trpc/react.tsx";
import { useIsSeen } from "./use-is-seen.ts";
import { useRenewal } from "./use-renewal.ts";

/**
 * Has a meeting and its times read again as soon as somebody, here or in Cal.com, changes them. While
 * a move of this page's own is on its way it waits: that reads everything again when it ends.
 */
export function useLiveBooking(bookingUlid: string): void {
  const utils = api.useUtils();
  const isSeen = useIsSeen();
  const isMoving = useIsMutating() > 0;
  const readBooking = () => {
    void utils.booking.get.invalidate({ bookingUlid });
    void utils.booking.history.invalidate({ bookingUlid });
  };
  const readTimes = () => void utils.booking.availability.invalidate({ bookingUlid });
  const stream = api.booking.onChange.useSubscription(
    { bookingUlid },
    {
      enabled: isSeen,
      onData({ data }) {
        if (isMoving) return;
        if (data.kind === "booking") readBooking();
        readTimes();
      },
    },
  );
  useRenewal(stream, () => {
    readBooking();
    readTimes();
  });
}
