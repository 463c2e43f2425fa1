import { dayMs } from "@reslot/cal/time";
import type { Meeting } from "../support/meeting.ts";

/** The availability of a day, `days` after the meeting's own. */
export function dayAvailability(
  meeting: Meeting,
  { days = 0, key = "mentee" }: { days?: number; key?: "coach" | "mentee" } = {},
) {
  const from = meeting.moveTo(0, { days }).newStartTime;
  const to = new Date(Date.parse(from) + dayMs).toISOString();
  const { bookingUlid } = meeting;
  return meeting.as(key).booking.availability({ bookingUlid, from, to, timeZone: "UTC" });
}
