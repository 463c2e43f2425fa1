"use client";

import { api } from "@/trpc/react.tsx";
import { useIsPageVisible } from "./use-is-page-visible.ts";
import { useStreamReconnect } from "./use-stream-reconnect.ts";

/** Refetches notifications, their count and the list of meetings when there is a new notification. */
export function useLiveNotifications(): void {
  const utils = api.useUtils();
  const isVisible = useIsPageVisible();
  const refetch = () => {
    void utils.notification.invalidate();
    void utils.booking.list.invalidate();
  };
  const stream = api.notification.onNew.useSubscription(
    {},
    { enabled: isVisible, onData: refetch },
  );
  useStreamReconnect(stream, refetch);
}
