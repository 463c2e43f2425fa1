import type { Availability, BookingDetails, BookingHistory, RescheduleStatus } from "@reslot/api";
import type { AvailabilityRange, View } from "@reslot/react";

/** The times that the server read for the first render. */
export interface FirstAvailability {
  input: AvailabilityRange;
  data: Availability;
}

/** What the server knew when it rendered the page. */
export interface FirstScreen {
  booking: BookingDetails;
  availability: FirstAvailability | null;
  status: RescheduleStatus | null;
  history: BookingHistory | null;
  /** The day to open on when the address names none. */
  day: string;
  /** The view to open when the address names none. */
  view: View;
  /** The idempotency key of the form when it is sent without scripts. */
  formAttemptUlid: string;
}
