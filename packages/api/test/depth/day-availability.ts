import type { Meeting } from "../meeting.ts";

const DAY = 86_400_000;

/** The availability of a day, `days` after the meeting's own. */
export function dayAvailability(
  meeting: Meeting,
  { days = 0, key = "mentee" }: { days?: number; key?: "coach" | "mentee" } = {},
) {
  const from = meeting.moveTo(0, { days }).newStartTime;
  const to = new Date(Date.parse(from) + DAY).toISOString();
  const { bookingUlid } = meeting;
  return meeting.as(key).booking.availability({ bookingUlid, from, to, timeZone: "UTC" });
}
