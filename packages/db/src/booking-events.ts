import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { instantSchema, roleSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "BookingEvents";
const columns =
  "version,kind,createdAt,actorRole,fromStartTime,fromEndTime,toStartTime,toEndTime,reason,recovered";

const eventSchema = z
  .object({
    version: z.number(),
    kind: z.enum(["moved", "asked", "confirmed", "declined"]),
    createdAt: instantSchema,
    actorRole: roleSchema.nullable(),
    fromStartTime: instantSchema,
    fromEndTime: instantSchema,
    toStartTime: instantSchema,
    toEndTime: instantSchema,
    reason: z.string().nullable(),
    /** It was requested here, and its outcome had become unknown before it was found out. */
    recovered: z.boolean(),
  })
  .transform(({ createdAt, ...event }) => ({ ...event, at: createdAt }));

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
