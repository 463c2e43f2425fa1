import { isInstant, isTimeZone } from "@reslot/cal/time";
import { inputs } from "@reslot/messages/inputs";
import { z } from "zod";

/** A ULID: 26 characters of Crockford base 32, made by the client that creates the row. */
export const ulidSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, inputs.ulid);

/** An instant on the wire: ISO 8601, in UTC or with an explicit offset; never a bare local time. */
export const instantSchema = z.iso
  .datetime({
    offset: true,
    error: inputs.instant,
  })
  .refine(isInstant, inputs.noSuchInstant);

/** An IANA name that this machine's time zone data knows. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone, inputs.timeZone);

/** For procedures without input: anything else is refused, not ignored. */
export const noInputSchema = z.strictObject({}).optional();

/** A page of a list: at most 100 items after `cursor`. */
export const pageSchema = {
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).optional(),
};

/** The last event a client received before its stream dropped. */
export const lastEventIdSchema = z
  .string()
  .regex(/^\d{1,15}$/, inputs.lastEventId)
  .optional();
