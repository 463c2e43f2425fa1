"use client";

import type { Availability } from "@reslot/api";
import { minuteMs, systemClock } from "@reslot/cal/time";
import { type Answer, type AvailabilityRange, spanOf } from "@reslot/react";
import { useQueryClient } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { api } from "@/trpc/react.tsx";

const goodForMs = minuteMs;

/**
 * Returns a function that gives what is cached for other ranges of the meeting, the latest first: a week that
 * was drawn as a part of its month needs no second wait. Leaves out what has changed since or is old.
 */
export function useKnownAnswers(bookingUlid: string): () => Answer<Availability>[] {
  const utils = api.useUtils();
  const cache = useQueryClient().getQueryCache();
  return () => {
    const since = systemClock.now() - goodForMs;
    return cache
      .findAll({ queryKey: getQueryKey(api.booking.availability) })
      .filter(({ state }) => state.dataUpdatedAt > since && !state.isInvalidated)
      .toSorted((left, right) => right.state.dataUpdatedAt - left.state.dataUpdatedAt)
      .flatMap(({ queryKey }) => {
        const input = inputOf(queryKey);
        if (input?.bookingUlid !== bookingUlid) return [];
        const availability = utils.booking.availability.getData(input);
        return availability ? [{ range: spanOf(input), availability }] : [];
      });
  };
}

/** What a query was asked. */
function inputOf([, options]: readonly unknown[]): AvailabilityRange | null {
  const { input } = fieldsOf(options);
  const { bookingUlid, from, to, timeZone } = fieldsOf(input);
  if (typeof bookingUlid !== "string" || typeof timeZone !== "string") return null;
  if (typeof from !== "string" || typeof to !== "string") return null;
  return { bookingUlid, from, to, timeZone };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
