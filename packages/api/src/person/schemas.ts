import { z } from "zod";
import { timeZoneSchema } from "../core/schemas.ts";

/** `browser` reports the zone of the person's device, which never replaces a better source. */
export const updatePersonInputSchema = z.strictObject({
  timeZone: timeZoneSchema,
  timeZoneFrom: z.enum(["choice", "browser"]).default("choice"),
});
/** The word that a person types, so that nothing is deleted by mistake. */
export const deletePersonInputSchema = z.strictObject({ confirm: z.literal("DELETE") });

export type UpdatePersonInput = z.infer<typeof updatePersonInputSchema>;
