import type { BookingDetails, BookingHistory } from "@reslot/api";

/** Whether a mentee is asked about a time that they did not choose and have not answered for. */
export function asksWhetherItWorks(
  { role, status, gone, acknowledgedAt }: BookingDetails,
  { items: [latest] }: BookingHistory,
): boolean {
  const isTheirs = latest?.kind === "moved" && latest.actor !== "mentee";
  return role === "mentee" && status === "accepted" && !gone && isTheirs && acknowledgedAt === null;
}
