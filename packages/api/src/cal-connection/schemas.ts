import { inputs } from "@reslot/messages/inputs";
import { z } from "zod";

export const connectWithApiKeyInputSchema = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .max(200)
    .regex(/^cal_[\w-]{8,}$/, inputs.apiKey),
});
