import type { CalBooking } from "@reslot/cal";

/** True when one of the addresses, in any letter case, is an attendee's. */
export function isAttendedBy({ attendees }: CalBooking, addresses: readonly string[]): boolean {
  const own = new Set(addresses.map((address) => address.toLowerCase()));
  return attendees.some(({ email }) => Boolean(email) && own.has(String(email).toLowerCase()));
}
