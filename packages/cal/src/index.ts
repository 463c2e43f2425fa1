export {
  createCalClient,
  type CalClient,
  type CalClientOptions,
  type CalVersions,
} from "./client.ts";
export { type OnTokenRefused } from "./http/token-renewal.ts";
export { type CalBooking } from "./endpoints/booking-schema.ts";
export {
  type BookingEndpoints,
  type ListBookingsQuery,
  type RescheduleInput,
} from "./endpoints/bookings.ts";
export { type BusyTimesQuery, type CalBusyTime, type CalCalendar } from "./endpoints/calendars.ts";
export { type CallOptions } from "./endpoints/envelope.ts";
export { type CalBookingWindow, type CalEventType } from "./endpoints/event-types.ts";
export { type CalMe } from "./endpoints/me.ts";
export { type CalSchedule, toWeeklySchedule } from "./endpoints/schedules.ts";
export { type ListSlotsQuery } from "./endpoints/slots.ts";
export { type CalWebhookSubscription, type CreateWebhookInput } from "./endpoints/webhooks.ts";
export { CalError, type CalErrorCode, type CalErrorDetails } from "./errors/cal-error.ts";
export { requireTimeZoneData } from "./time/time-zone-data.ts";
