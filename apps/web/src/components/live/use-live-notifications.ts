"use client";

import { api } from "@/trpc/react.tsx";
import { useLiveChanges } from "./live-provider.tsx";

/** Refetches notifications and their count when there is a new one, and the list of meetings when one has changed. */
export function useLiveNotifications(): void {
  const utils = api.useUtils();
  useLiveChanges(({ kind }) => {
    if (kind === "slots") return;
    if (kind !== "booking") void utils.notification.invalidate();
    void utils.booking.list.invalidate();
  });
}
