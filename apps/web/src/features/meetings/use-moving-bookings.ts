"use client";

import { useMutationState } from "@tanstack/react-query";
import { getMutationKey } from "@trpc/react-query";
import { api } from "@/trpc/react.tsx";

/** The bookings that this tab is moving right now: shown at their new time, marked as in progress. */
export function useMovingBookings(): ReadonlySet<string> {
  const ulids = useMutationState({
    filters: { mutationKey: getMutationKey(api.booking.reschedule), status: "pending" },
    select: ({ state: { variables } }) => bookingUlidOf(variables),
  });
  return new Set(ulids);
}

function bookingUlidOf(variables: unknown): string {
  const isInput = typeof variables === "object" && variables !== null && "bookingUlid" in variables;
  return isInput ? String(variables.bookingUlid) : "";
}
