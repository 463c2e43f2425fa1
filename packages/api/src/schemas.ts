export {
  type AvailabilityInput,
  availabilityInputSchema,
  bookingInputSchema,
  instantSchema,
  type ListBookingsInput,
  listBookingsInputSchema,
  type RescheduleInput,
  rescheduleInputSchema,
  rescheduleStatusInputSchema,
  timeZoneSchema,
  ulidSchema,
} from "./booking/schemas.ts";
export { connectWithApiKeyInputSchema } from "./cal-connection/schemas.ts";
export {
  type ListNotificationsInput,
  listNotificationsInputSchema,
  markReadInputSchema,
} from "./notification/schemas.ts";
