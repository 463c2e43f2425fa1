import { z } from "zod";

export const connectWithApiKeyInputSchema = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .max(200)
    .regex(/^cal_[\w-]{8,}$/, "A Cal.com API key starts with cal_."),
});
