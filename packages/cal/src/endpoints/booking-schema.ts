import { z } from "zod";
import { instantSchema } from "../http/instant-schema.ts";
import { rowsOf } from "../http/rows.ts";
import { minuteMs } from "../time/durations.ts";
import { formatInstant, parseInstant } from "../time/instant.ts";
import { envelopeOf } from "./envelope.ts";

/** A text that a booking can do without: whatever else is in its place is as good as nothing. */
const looseText = z.string().nullish().catch(null);
const looseNumber = z.number().nullish().catch(null);

const hostSchema = z
  .object({
    id: z.union([z.number(), z.string()]).nullish().catch(null),
    name: looseText,
    email: looseText,
    timeZone: looseText,
  })
  .catch({});

const attendeeSchema = z
  .object({ name: looseText, email: looseText, timeZone: looseText, seatUid: looseText })
  .catch({});

/** What its fields name decides what becomes of a booking, so anything but a text or nothing is an error. */
const linkSchema = z.string().nullish();

const calBookingSchema = z
  .object({
    id: looseNumber,
    uid: z.string().min(1),
    title: looseText,
    /** What the booker noted. */
    description: looseText,
    /** A video link, or any words for where it takes place. */
    location: looseText,
    meetingUrl: looseText,
    /** By the slug of each question, those of Cal.com itself among them. */
    bookingFieldsResponses: z.record(z.string(), z.unknown()).nullish().catch(null),
    status: z.enum(["accepted", "pending", "cancelled", "rejected", "unknown"]).catch("unknown"),
    start: instantSchema,
    end: instantSchema,
    duration: z.number().positive().nullish().catch(null),
    eventTypeId: looseNumber,
    eventType: z.object({ id: z.number(), slug: looseText }).nullish().catch(null),
    hosts: z.array(hostSchema).catch([]),
    attendees: z.array(attendeeSchema).catch([]),
    /** Also of a booking that was moved away, when a cancellation raced the move. */
    cancellationReason: looseText,
    rescheduledFromUid: linkSchema,
    rescheduledToUid: linkSchema,
    recurringBookingUid: linkSchema,
    reschedulingReason: looseText,
    rescheduledByEmail: looseText,
    icsUid: looseText,
    createdAt: looseText,
    /** An instant, or null: Cal.com may give none. */
    updatedAt: instantSchema.nullish().catch(null),
  })
  .transform(({ start, end, duration, ...rest }, context) => {
    const [from, to] = [parseInstant(start), parseInstant(end)];
    if (to < from) {
      context.addIssue({ code: "custom", path: ["end"] });
      return z.NEVER;
    }
    return {
      ...rest,
      start: formatInstant(from),
      end: formatInstant(to),
      duration: duration ?? Math.round((to - from) / minuteMs),
    };
  });

/**
 * A booking of version 2024-08-13 or later. Only its uid, start and end are certain: every other
 * field may be null or absent, and a status that Cal.com has added since is "unknown", which
 * counts as busy and as nothing else. `start` and `end` are ISO 8601 instants in UTC, `duration` is
 * in minutes, computed where Cal.com does not say it. A booking that was moved is `cancelled` and
 * names its successor in `rescheduledToUid`; the successor has a new `id` and `uid` and names it in
 * `rescheduledFromUid`. `icsUid` stays the same along such a chain. `eventType` is null when the
 * event type has been deleted.
 *
 * An occurrence of a recurring series (`recurringBookingUid`) is moved alone and stays in the series.
 * The moved-away one does not name its successor: it looks exactly like a cancelled one, and only the
 * successor's `rescheduledFromUid`, found by reading the series, tells them apart.
 */
export type CalBooking = z.infer<typeof calBookingSchema>;

export const bookingAnswerSchema = envelopeOf(calBookingSchema);

export const bookingSeriesSchema = envelopeOf(rowsOf(calBookingSchema));

const paginationSchema = z
  .object({
    hasNextPage: z.boolean().nullish().catch(null),
    hasMore: z.boolean().nullish().catch(null),
    nextCursor: looseText,
  })
  .nullish()
  .catch(null);

export const bookingPageSchema = z.object({
  data: rowsOf(calBookingSchema),
  pagination: paginationSchema,
});

export type BookingPage = z.infer<typeof bookingPageSchema>;
