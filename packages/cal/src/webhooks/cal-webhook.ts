import { z } from "zod";
import { instantSchema } from "../http/instant-schema.ts";

/** Far longer than any of Cal.com's. */
const uidSchema = z.string().min(1).max(200);

/** A field without which the webhook still names its booking: null when it cannot be read. */
function hint<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().catch(null);
}

const personSchema = z.object({
  email: z.string(),
  name: hint(z.string()),
  timeZone: hint(z.string()),
});

/**
 * A booking as a webhook describes it; only `uid` is certain. `startTime` and `endTime` are ISO 8601 instants,
 * with "Z" or an offset, with or without milliseconds; `length` is in minutes; `status` is in capitals, unlike
 * the API's. It is a hint, not the truth: read the booking from the API before using any of it.
 *
 * `reschedule…` describe the booking that was moved away, where there is one.
 */
const payloadSchema = z.object({
  uid: uidSchema,
  startTime: hint(instantSchema),
  endTime: hint(instantSchema),
  bookingId: hint(z.number()),
  eventTypeId: hint(z.number()),
  title: hint(z.string()),
  length: hint(z.number()),
  status: hint(z.string()),
  iCalUID: hint(z.string()),
  organizer: hint(personSchema),
  attendees: hint(z.array(personSchema)),
  rescheduledBy: hint(z.string()),
  rescheduleId: hint(z.number()),
  rescheduleUid: hint(uidSchema),
  rescheduleStartTime: hint(instantSchema),
  rescheduleEndTime: hint(instantSchema),
});

function eventOf<Trigger extends string, Payload extends z.ZodType>(
  trigger: Trigger,
  payload: Payload,
) {
  return z.object({
    triggerEvent: z.literal(trigger),
    createdAt: instantSchema.nullable().catch(null),
    payload,
  });
}

export const knownWebhookSchema = z.discriminatedUnion("triggerEvent", [
  eventOf("BOOKING_CREATED", payloadSchema),
  eventOf("BOOKING_RESCHEDULED", payloadSchema),
  eventOf("BOOKING_REQUESTED", payloadSchema),
  eventOf(
    "BOOKING_CANCELLED",
    payloadSchema.extend({
      cancellationReason: hint(z.string()),
      requestReschedule: hint(z.boolean()),
    }),
  ),
  eventOf("BOOKING_REJECTED", payloadSchema.extend({ rejectionReason: hint(z.string()) })),
]);

type KnownWebhook = z.infer<typeof knownWebhookSchema>;

/** The events of a booking that are understood. */
export type CalWebhookTrigger = KnownWebhook["triggerEvent"];

/**
 * One delivery, discriminated by `triggerEvent`. `createdAt` is when Cal.com wrote it, ISO 8601 in UTC,
 * null when that cannot be read; there is no id, so duplicates are found by their bytes.
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
