import type { CalBooking } from "@reslot/cal";
import type { CalConnection } from "@reslot/db";
import { foldAddress } from "./fold-address.ts";

/** True when the account hosts the booking, rather than having booked it. */
export function isHostedBy(booking: CalBooking, { calUserId, calEmail }: CalConnection): boolean {
  return booking.hosts.some(
    ({ id, email }) =>
      id === calUserId || (email ? foldAddress(email) === foldAddress(calEmail ?? "") : false),
  );
}
