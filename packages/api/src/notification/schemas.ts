import { z } from "zod";
import { ulidSchema } from "../booking/schemas.ts";

export const listNotificationsInputSchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).optional(),
});
export type ListNotificationsInput = z.infer<typeof listNotificationsInputSchema>;

export const markReadInputSchema = z.strictObject({ notificationUlid: ulidSchema });
