import { z } from "zod";
import { lastEventIdSchema, pageSchema, ulidSchema } from "../core/schemas.ts";

export const listNotificationsInputSchema = z.strictObject(pageSchema);
export type ListNotificationsInput = z.infer<typeof listNotificationsInputSchema>;

/** Only what the client adds when it reconnects. */
export const subscribeToNotificationsInputSchema = z
  .strictObject({ lastEventId: lastEventIdSchema })
  .optional();

export const markReadInputSchema = z.strictObject({ notificationUlid: ulidSchema });
