"use client";

import type { BookingDetails } from "@reslot/api";
import { parseInterval } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { useMemo } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";

/**
 * A meeting and its reader, as the steps need them; the same object until the meeting or the
 * display changes.
 */
export function useMoveContext(booking: BookingDetails): MoveContext {
  const display = useDisplay();
  return useMemo(
    () => ({ booking, display, people: peopleOf(booking), current: parseInterval(booking) }),
    [booking, display],
  );
}
