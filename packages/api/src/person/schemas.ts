import { z } from "zod";
import { timeZoneSchema } from "../core/schemas.ts";

/** `browser` reports the zone of the person's device, which never replaces a better source. */
export const updatePersonInputSchema = z.strictObject({
  timeZone: timeZoneSchema,
  timeZoneFrom: z.enum(["choice", "browser"]).default("choice"),
});
export type UpdatePersonInput = z.infer<typeof updatePersonInputSchema>;
