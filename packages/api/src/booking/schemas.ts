import { dayMs, isDate, isInstant, parseInstant } from "@reslot/cal/time";
import { plainText } from "@reslot/messages";
import { inputs } from "@reslot/messages/inputs";
import { z } from "zod";
import {
  instantSchema,
  lastEventIdSchema,
  pageSchema,
  timeZoneSchema,
  ulidSchema,
} from "../core/schemas.ts";

const maxRangeMs = 62 * dayMs;

const withoutNul = z.string().regex(/^[^\0]*$/, inputs.nul);

const searchSchema = withoutNul.overwrite((text) => plainText(text)).max(100);

/** Without a `timeZone`, days are the reader's own; `on`, "2026-12-15", is a day in it. */
export const listBookingsInputSchema = z
  .strictObject({
    when: z.enum(["upcoming", "past"]),
    timeZone: timeZoneSchema.optional(),
    search: searchSchema.optional(),
    filter: z.enum(["all", "needsMe", "offered", "changed"]).optional(),
    withPersonUlid: ulidSchema.optional(),
    on: z.string().refine(isDate, inputs.date).optional(),
    ...pageSchema,
  })
  .refine(({ on, timeZone }) => on === undefined || timeZone !== undefined, {
    path: ["timeZone"],
    message: inputs.dayWithoutZone,
  });
export type ListBookingsInput = z.infer<typeof listBookingsInputSchema>;

export const bookingInputSchema = z.strictObject({ bookingUlid: ulidSchema });

/** `[from, to)`, at most 62 days; `timeZone` is the zone in which the reader sees the days. */
export const availabilityInputSchema = z
  .strictObject({
    bookingUlid: ulidSchema,
    from: instantSchema,
    to: instantSchema,
    timeZone: timeZoneSchema,
  })
  .superRefine(({ from, to }, context) => {
    if (!isInstant(from) || !isInstant(to)) return;
    const lengthMs = parseInstant(to) - parseInstant(from);
    if (lengthMs <= 0)
      context.addIssue({
        code: "custom",
        path: ["to"],
        message: inputs.rangeOrder,
      });
    if (lengthMs > maxRangeMs)
      context.addIssue({
        code: "custom",
        path: ["to"],
        message: inputs.rangeLength,
      });
  });
export type AvailabilityInput = z.infer<typeof availabilityInputSchema>;

/**
 * The local time the person read: "2026-12-15T13:00" in `timeZone`, at "-08:00" from UTC. The offset may be
 * left out where clocks show that time once.
 */
const seenSchema = z.strictObject({
  timeZone: timeZoneSchema,
  wallClock: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, inputs.wallClock),
  offset: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/, inputs.offset)
    .optional(),
});

/** Read by the other person, as one line of plain text. NUL is a mistake of the caller. */
const reasonSchema = withoutNul.overwrite((text) => plainText(text)).max(500);

export const rescheduleInputSchema = z.strictObject({
  bookingUlid: ulidSchema,
  newStartTime: instantSchema,
  newEndTime: instantSchema,
  attemptUlid: ulidSchema,
  expectedVersion: z.int().min(1),
  reason: reasonSchema.optional(),
  overrideConflict: z.boolean().optional(),
  seen: seenSchema.optional(),
});
export type RescheduleInput = z.infer<typeof rescheduleInputSchema>;

/** The coach's answer to a request; `overrideConflict`: confirms it although the coach is busy then, or may be. */
export const answerInputSchema = z.strictObject({
  bookingUlid: ulidSchema,
  expectedVersion: z.int().min(1),
  attemptUlid: ulidSchema,
  reason: reasonSchema.optional(),
  overrideConflict: z.boolean().optional(),
});
export type AnswerInput = z.infer<typeof answerInputSchema>;

export const subscribeToBookingInputSchema = z.strictObject({
  bookingUlid: ulidSchema,
  lastEventId: lastEventIdSchema,
});

export const acknowledgeInputSchema = z.strictObject({
  bookingUlid: ulidSchema,
  version: z.int().min(1),
});
export type AcknowledgeInput = z.infer<typeof acknowledgeInputSchema>;

export const rescheduleStatusInputSchema = z.strictObject({ attemptUlid: ulidSchema });
