import { z } from "zod";
import { instantSchema } from "../http/instant-schema.ts";
import { envelopeOf } from "./envelope.ts";

const calBookingSchema = z.object({
  id: z.number(),
  uid: z.string().min(1),
  title: z.string(),
  status: z.enum(["accepted", "pending", "cancelled", "rejected"]),
  start: instantSchema,
  end: instantSchema,
  duration: z.number(),
  eventTypeId: z.number().nullish(),
  eventType: z.object({ id: z.number(), slug: z.string() }).nullish(),
  hosts: z.array(
    z.object({
      id: z.union([z.number(), z.string()]),
      name: z.string(),
      email: z.string(),
      timeZone: z.string(),
    }),
  ),
  attendees: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      timeZone: z.string(),
      seatUid: z.string().optional(),
    }),
  ),
  rescheduledFromUid: z.string().nullish(),
  rescheduledToUid: z.string().nullish(),
  reschedulingReason: z.string().nullish(),
  rescheduledByEmail: z.string().nullish(),
  recurringBookingUid: z.string().nullish(),
  icsUid: z.string().nullish(),
  createdAt: z.string().nullish(),
  updatedAt: z.string().nullish(),
});

/**
 * A booking of version 2024-08-13. `start` and `end` are ISO 8601 instants in UTC, `duration` is in
 * minutes. A booking that was moved is `cancelled` and names its successor in `rescheduledToUid`;
 * the successor has a new `id` and `uid` and names it in `rescheduledFromUid`. `icsUid` stays the
 * same along such a chain. `eventType` is null when the event type has been deleted.
 *
 * An occurrence of a recurring series (`recurringBookingUid`) is moved alone and stays in the series.
 * The moved-away one does not name its successor: it looks exactly like a cancelled one, and only the
 * successor's `rescheduledFromUid`, found by reading the series, tells them apart.
 */
export type CalBooking = z.infer<typeof calBookingSchema>;

export const bookingAnswerSchema = envelopeOf(calBookingSchema);

export const bookingSeriesSchema = envelopeOf(z.array(calBookingSchema));

export const bookingPageSchema = z.object({
  data: z.array(calBookingSchema),
  pagination: z
    .object({
      hasNextPage: z.boolean().nullish(),
      hasMore: z.boolean().nullish(),
      nextCursor: z.string().nullish(),
    })
    .nullish(),
});
