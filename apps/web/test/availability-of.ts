import type { Availability } from "@reslot/api";
import { noLanes, nothingAmiss } from "./check-details.ts";

/** An answer of `booking.availability`: both calendars were read, and nothing is offered. */
export function availabilityOf(changes: Partial<Availability> = {}): Availability {
  return {
    durationMinutes: 45,
    noticeMinutes: 0,
    lengths: { booking: 45, atCal: 45 },
    slots: [],
    lanes: noLanes,
    checks: { coach: "checked", mentee: "checked", details: nothingAmiss },
    suggestions: [],
    nextMutualStart: null,
    nextCoachStart: null,
    asOf: "2026-12-10T08:00:00.000Z",
    answeredAt: "2026-12-10T08:00:00.000Z",
    ...changes,
  };
}
