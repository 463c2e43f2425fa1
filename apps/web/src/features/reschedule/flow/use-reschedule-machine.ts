"use client";

import type { BookingDetails } from "@reslot/api";
import {
  initialState,
  parseUrlState,
  type RescheduleEvent,
  rescheduleReducer,
  type RescheduleState,
  toQuery,
} from "@reslot/react";
import { usePathname, useSearchParams } from "next/navigation";
import { type Dispatch, useEffect, useReducer } from "react";
import { useIsOnline } from "@/components/frame/offline-banner.tsx";
import type { MoveInput } from "./move-input.ts";

export type MoveState = RescheduleState<BookingDetails, MoveInput>;
export type MoveEvent = RescheduleEvent<BookingDetails, MoveInput>;

/**
 * The machine, connected to the address, to the meeting as it was last read, and to the network. No request is
 * made when the address changes.
 */
export function useRescheduleMachine(booking: BookingDetails): [MoveState, Dispatch<MoveEvent>] {
  const pathname = usePathname();
  const query = normalized(useSearchParams().toString());
  const [state, dispatch] = useReducer(
    rescheduleReducer<BookingDetails, MoveInput>,
    { query, booking },
    initialState<BookingDetails, MoveInput>,
  );
  const isOnline = useIsOnline();

  // During the render and not after it, so that nothing outdated is shown in between.
  if (query !== state.reported) dispatch({ type: "addressReported", query });
  if (booking !== state.booking) dispatch({ type: "bookingRead", booking });
  if (isOnline !== state.isOnline) dispatch({ type: "connectionChanged", isOnline });

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
