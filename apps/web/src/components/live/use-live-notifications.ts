"use client";

import { api } from "@/trpc/react.tsx";
import { useIsSeen } from "./use-is-seen.ts";
import { useRenewal } from "./use-renewal.ts";

/** Has the notifications, their count and the list of meetings read again when there is a new one. */
export function useLiveNotifications(): void {
  const utils = api.useUtils();
  const isSeen = useIsSeen();
  const readAgain = () => {
    void utils.notification.invalidate();
    void utils.booking.list.invalidate();
  };
  const stream = api.notification.onNew.useSubscription({}, { enabled: isSeen, onData: readAgain });
  useRenewal(stream, readAgain);
}
