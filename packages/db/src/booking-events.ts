import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { instantSchema, roleSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "BookingEvents";
const columns =
  "version,kind,createdAt,cause,attemptUlid,actorRole,fromStartTime,fromEndTime,toStartTime,toEndTime,reason";

const eventSchema = z
  .object({
    version: z.number(),
    kind: z.enum(["moved", "asked", "confirmed", "declined"]),
    createdAt: instantSchema,
    cause: z.enum(["request", "recovery", "webhook", "reconcile"]),
    attemptUlid: z.string().nullable(),
    actorRole: roleSchema.nullable(),
    fromStartTime: instantSchema,
    fromEndTime: instantSchema,
    toStartTime: instantSchema,
    toEndTime: instantSchema,
    reason: z.string().nullable(),
  })
  .transform(({ createdAt, cause, attemptUlid, ...event }) => ({
    ...event,
    at: createdAt,
    /** It was requested here, and its outcome was found out after the request had ended. */
    recovered: attemptUlid !== null && cause !== "request",
  }));

/**
 * One move of a booking, or one answer: then both times are those that were asked for. `actorRole` is null for a
 * change made in Cal.com itself.
 */
type BookingEvent = z.infer<typeof eventSchema>;

export interface BookingEvents {
  /** Every move of a booking and every answer, newest first. */
  list(options: { bookingUlid: string }): Promise<BookingEvent[]>;
}

/** @throws {DbError} from every method */
export function createBookingEvents(client: DbClient): BookingEvents {
  return {
    async list({ bookingUlid }) {
      const query = client
        .from(table)
        .select(columns)
        .eq("bookingUlid", bookingUlid)
        .order("version", { ascending: false });
      return z.array(eventSchema).parse(await unwrap({ table, operation: "list" }, query));
    },
  };
}
