export {
  createCalClient,
  type CalClient,
  type CalClientOptions,
  type CalVersions,
} from "./client.ts";
export { type CallBudget, type LimitAnswer } from "./http/limits/call-budget.ts";
export { type OnTokenRefused } from "./http/token-renewal.ts";
export { bookingListVersions, bookingVersions } from "./endpoints/api-versions.ts";
export { type CalBooking } from "./endpoints/booking-schema.ts";
export { type CalBookingList } from "./endpoints/list-bookings.ts";
export { type UnreadableRow } from "./http/rows.ts";
export { knowsMoveOptions } from "./endpoints/bookings.ts";
export { type BrokenConnection, type CalCalendars } from "./endpoints/read-calendars.ts";
export { type CalOpenEventType } from "./endpoints/open-event-types.ts";
export { type OutOfOfficeList } from "./endpoints/out-of-office.ts";
export { type FreeBusy } from "./endpoints/read-free-busy.ts";
export { type CalBookingWindow, type CalEventType } from "./endpoints/event-types.ts";
export { type CalSchedule, toWeeklySchedule, withoutNights } from "./endpoints/schedules.ts";
export { CalError, type CalErrorCode } from "./errors/cal-error.ts";
export { createFairQueue } from "./http/limits/fair-queue.ts";
export { requireTimeZoneData } from "./time/time-zone-data.ts";
