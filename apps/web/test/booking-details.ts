import type { BookingDetails } from "@reslot/api";

/** A movable meeting on Monday 14 December 2026, 18:00 UTC, as its mentee sees it. */
export const bookingDetails: BookingDetails = {
  ulid: "01KC3M8QZ4ABCDEFGHJKMNPQRT",
  title: "Coaching",
  startTime: "2026-12-14T18:00:00.000Z",
  endTime: "2026-12-14T18:45:00.000Z",
  durationMinutes: 45,
  lengths: { booking: 45, atCal: 45 },
  status: "accepted",
  version: 1,
  role: "mentee",
  coach: { name: "Sam Okafor", timeZone: "Europe/London" },
  mentee: { name: "Alex Rivera", timeZone: "America/Vancouver" },
  counterpart: {
    personUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRV",
    name: "Sam Okafor",
    timeZone: "Europe/London",
  },
  sharing: { state: "allowed", since: "2026-12-01T09:00:00.000Z", nextAskAt: null },
  needsMe: null,
  coachConnection: "connected",
  nextRemindAt: null,
  menteeConnection: "connected",
  requiresConfirmation: false,
  confirmer: null,
  pendingBlocksSlot: null,
  gone: false,
  reschedule: { allowed: true },
  inFlight: null,
  series: null,
  upstreamChanged: false,
};
