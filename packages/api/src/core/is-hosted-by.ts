import type { CalBooking } from "@reslot/cal";
import type { CalConnection } from "@reslot/db";

/** True when the account hosts the booking, rather than having booked it. */
export function isHostedBy(booking: CalBooking, { calUserId, calEmail }: CalConnection): boolean {
  return booking.hosts.some(
    ({ id, email }) =>
      id === calUserId || (email ? email.toLowerCase() === (calEmail ?? "").toLowerCase() : false),
  );
}
