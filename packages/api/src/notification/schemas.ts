import { z } from "zod";
import { lastEventIdSchema, ulidSchema } from "../booking/schemas.ts";

export const listNotificationsInputSchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).optional(),
});
export type ListNotificationsInput = z.infer<typeof listNotificationsInputSchema>;

/** Nothing but what the client adds when it comes back after a drop. */
export const subscribeToNotificationsInputSchema = z
  .strictObject({ lastEventId: lastEventIdSchema })
  .optional();

export const markReadInputSchema = z.strictObject({ notificationUlid: ulidSchema });
