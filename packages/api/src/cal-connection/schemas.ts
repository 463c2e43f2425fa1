import { inputs } from "@reslot/messages/inputs";
import { z } from "zod";
import { ulidSchema } from "../core/schemas.ts";

export const connectWithApiKeyInputSchema = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .max(200)
    .regex(/^cal_[\w-]{8,}$/, inputs.apiKey),
  /** The meeting from which the person connects: its coach may then see when they are busy. Sessions only. */
  bookingUlid: ulidSchema.optional(),
});
