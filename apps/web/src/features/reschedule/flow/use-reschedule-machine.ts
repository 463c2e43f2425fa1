"use client";

import type { BookingDetails } from "@reslot/api";
import { usePathname, useSearchParams } from "next/navigation";
import { type Dispatch, useEffect, useReducer } from "react";
import { parseUrlState, toQuery } from "@/features/reschedule/model/url-state.ts";
import {
  initialState,
  type RescheduleEvent,
  rescheduleReducer,
  type RescheduleState,
} from "./reschedule-machine.ts";

/**
 * The machine, connected to the address and to the meeting as it was last read. No request is made
 * when the address changes.
 */
export function useRescheduleMachine(
  booking: BookingDetails,
): [RescheduleState, Dispatch<RescheduleEvent>] {
  const pathname = usePathname();
  const query = normalized(useSearchParams().toString());
  const [state, dispatch] = useReducer(rescheduleReducer, { query, booking }, initialState);

  // During the render and not after it, so that nothing outdated is shown in between.
  if (query !== state.reported) dispatch({ type: "addressReported", query });
  if (booking !== state.booking) dispatch({ type: "bookingRead", booking });

  const { asked } = state;
  useEffect(() => {
    if (!asked) return;
    const address = `${pathname}${asked.query}`;
    if (asked.how === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }, [asked, pathname]);

  useEffect(() => {
    const onPopState = () => {
      const { location } = window;
      if (location.pathname === pathname) dispatch({ type: "wentBack", query: location.search });
    };
    window.addEventListener("popstate", onPopState);
    return () => window.removeEventListener("popstate", onPopState);
  }, [pathname]);

  return [state, dispatch];
}

/** Two queries for the same state of the screen become the same text. */
function normalized(query: string): string {
  return toQuery(parseUrlState(new URLSearchParams(query)));
}
