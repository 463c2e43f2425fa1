"use client";

import type { RescheduleStatus } from "@reslot/api";
import { useEffect } from "react";
import { payloadOf } from "@/trpc/payload-of.ts";
import { api } from "@/trpc/react.tsx";

const everyMs = 2_000;
const maxTries = 4;

/**
 * What became of a move, asked every two seconds until it is known. `null`: the server knows of no
 * such move, also after some patience with one that may still be on its way.
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
