"use client";

import type { RescheduleStatus } from "@reslot/api";
import { useEffect } from "react";
import { payloadOf } from "@/trpc/payload-of.ts";
import { api } from "@/trpc/react.tsx";

const everyMs = 2_000;
const maxTries = 4;

/**
 * The outcome of a move, polled every two seconds until it is known. Null when there is no such
 * move, after a few retries in case it has not arrived yet.
 */
export function useMoveStatus(
  attemptUlid: string,
  initial: RescheduleStatus | null,
): RescheduleStatus | null | undefined {
  const utils = api.useUtils();
  const { data, error } = api.booking.rescheduleStatus.useQuery(
    { attemptUlid },
    {
      ...(initial?.attemptUlid === attemptUlid && { initialData: initial }),
      refetchInterval: ({ state }) => (state.data?.outcome === "confirming" ? everyMs : false),
      refetchIntervalInBackground: true,
      retry: (tries) => tries < maxTries,
      retryDelay: 1_000,
    },
  );

  const outcome = data?.outcome;
  const bookingUlid = data?.booking.ulid;
  useEffect(() => {
    if (!outcome || outcome === "confirming" || !bookingUlid) return;
    void utils.booking.get.invalidate({ bookingUlid });
    void utils.booking.history.invalidate({ bookingUlid });
    void utils.booking.list.invalidate();
    void utils.booking.availability.invalidate();
    void utils.notification.invalidate();
  }, [outcome, bookingUlid, utils]);

  if (data) return data;
  return error && payloadOf(error).code === "NOT_FOUND" ? null : undefined;
}
