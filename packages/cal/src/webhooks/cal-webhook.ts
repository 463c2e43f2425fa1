import { z } from "zod";
import { instantSchema } from "../http/instant-schema.ts";

const personSchema = z.object({
  email: z.string(),
  name: z.string().nullish(),
  timeZone: z.string().nullish(),
});

/** Far longer than any of Cal.com's. */
const uidSchema = z.string().min(1).max(200);

/**
 * A booking as a webhook describes it. `startTime` and `endTime` are ISO 8601 instants, with "Z" or an
 * offset, with or without milliseconds; `length` is in minutes; `status` is in capitals, unlike
 * the API's. It is a hint, not the truth: read the booking from the API before using any of it.
 *
 * `reschedule…` describe the booking that was moved away, where there is one.
 */
const payloadSchema = z.object({
  uid: uidSchema,
  startTime: instantSchema,
  endTime: instantSchema,
  bookingId: z.number().nullish(),
  eventTypeId: z.number().nullish(),
  title: z.string().nullish(),
  length: z.number().nullish(),
  status: z.string().nullish(),
  iCalUID: z.string().nullish(),
  organizer: personSchema.nullish(),
  attendees: z.array(personSchema).nullish(),
  rescheduledBy: z.string().nullish(),
  rescheduleId: z.number().nullish(),
  rescheduleUid: uidSchema.nullish(),
  rescheduleStartTime: instantSchema.nullish(),
  rescheduleEndTime: instantSchema.nullish(),
});

function eventOf<Trigger extends string, Payload extends z.ZodType>(
  trigger: Trigger,
  payload: Payload,
) {
  return z.object({ triggerEvent: z.literal(trigger), createdAt: instantSchema, payload });
}

export const knownWebhookSchema = z.discriminatedUnion("triggerEvent", [
  eventOf("BOOKING_CREATED", payloadSchema),
  eventOf("BOOKING_RESCHEDULED", payloadSchema.extend({ rescheduleUid: uidSchema })),
  eventOf("BOOKING_REQUESTED", payloadSchema),
  eventOf(
    "BOOKING_CANCELLED",
    payloadSchema.extend({
      cancellationReason: z.string().nullish(),
      requestReschedule: z.boolean().nullish(),
    }),
  ),
  eventOf("BOOKING_REJECTED", payloadSchema.extend({ rejectionReason: z.string().nullish() })),
]);

type KnownWebhook = z.infer<typeof knownWebhookSchema>;

/** The events of a booking that are understood. */
export type CalWebhookTrigger = KnownWebhook["triggerEvent"];

/**
 * One delivery, discriminated by `triggerEvent`. `createdAt` is when Cal.com wrote it, ISO 8601 in UTC;
 * there is no id, so duplicates are found by their bytes.
 *
 * - BOOKING_RESCHEDULED: moved and accepted; `uid` is the new booking, `rescheduleUid` the old one,
 *   which gets no event of its own.
 * - BOOKING_REQUESTED: needs the host's confirmation, new or moved; BOOKING_CREATED follows, even for
 *   a move.
 * - BOOKING_CANCELLED: with `requestReschedule` the host wants the attendee to pick another time.
 * - "unknown": any other event; `trigger` is its name, cut to 80 characters.
 */
export type CalWebhook =
  | KnownWebhook
  | {
      readonly triggerEvent: "unknown";
      readonly trigger: string;
      readonly createdAt: string | null;
    };

/** Every event of a booking: what a subscription asks for. */
export const bookingTriggers: readonly CalWebhookTrigger[] = knownWebhookSchema.options.map(
  (option) => option.shape.triggerEvent.value,
);

export const knownTriggers: ReadonlySet<string> = new Set(bookingTriggers);
