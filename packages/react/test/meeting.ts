import type { Meeting } from "../src/model/meeting.ts";

/** A movable meeting on Monday 14 December 2026, 18:00 UTC. */
export const meeting: Meeting = {
  version: 1,
  startTime: "2026-12-14T18:00:00.000Z",
  endTime: "2026-12-14T18:45:00.000Z",
  reschedule: { allowed: true },
  inFlight: null,
};
