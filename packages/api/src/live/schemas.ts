import { z } from "zod";
import { lastEventIdSchema, ulidSchema } from "../core/schemas.ts";

/** At most so many that an address has room for them. */
const maxBookings = 50;

/** Without `bookingUlids`: all of the caller's meetings. */
export const subscribeToChangesInputSchema = z
  .strictObject({
    bookingUlids: z.array(ulidSchema).min(1).max(maxBookings).optional(),
    lastEventId: lastEventIdSchema,
  })
  .optional();
