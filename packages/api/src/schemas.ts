export {
  type AvailabilityInput,
  availabilityInputSchema,
  bookingInputSchema,
  type ListBookingsInput,
  listBookingsInputSchema,
  type RescheduleInput,
  rescheduleInputSchema,
  rescheduleStatusInputSchema,
} from "./booking/schemas.ts";
export { instantSchema, timeZoneSchema, ulidSchema } from "./core/schemas.ts";
export { connectWithApiKeyInputSchema } from "./cal-connection/schemas.ts";
export { coachInputSchema, menteeInputSchema } from "./sharing/schemas.ts";
export {
  type ListNotificationsInput,
  listNotificationsInputSchema,
  markReadInputSchema,
} from "./notification/schemas.ts";
