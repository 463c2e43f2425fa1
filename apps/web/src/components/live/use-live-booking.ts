"use client";

import { useIsMutating } from "@tanstack/react-query";
import { api } from "@/trpc/react.tsx";
import { useLiveChanges } from "./live-provider.tsx";

/**
 * Refetches a meeting and its times as soon as they change, here or in Cal.com. Ignores changes
 * during a move of this page's own, which refetches everything when it ends.
 */
export function useLiveBooking(bookingUlid: string): void {
  const utils = api.useUtils();
  const isMoving = useIsMutating() > 0;
  const isOffered = (coachUserUlid: string) => {
    const booking = utils.booking.get.getData({ bookingUlid });
    return booking?.role !== "mentee" || booking.counterpart.personUlid === coachUserUlid;
  };
  useLiveChanges((change) => {
    if (isMoving || change.kind === "notification") return;
    if (change.kind === "slots" && !isOffered(change.coachUserUlid)) return;
    if (change.kind === "booking" && change.bookingUlid !== bookingUlid) return;
    if (change.kind !== "slots") {
      void utils.booking.get.invalidate({ bookingUlid });
      void utils.booking.history.invalidate({ bookingUlid });
    }
    void utils.booking.availability.invalidate({ bookingUlid });
  });
}
