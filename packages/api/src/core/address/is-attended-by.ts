import type { CalBooking } from "@reslot/cal";
import { foldAddress } from "./fold-address.ts";

/** True when one of the addresses, whatever the case of A to Z, is an attendee's. */
export function isAttendedBy({ attendees }: CalBooking, addresses: readonly string[]): boolean {
  const own = new Set(addresses.map(foldAddress));
  return attendees.some(({ email }) => Boolean(email) && own.has(foldAddress(String(email))));
}
