import { languages, plainText } from "@reslot/messages";
import { z } from "zod";
import { timeZoneSchema } from "../core/schemas.ts";

const maxNameLength = 200;

/**
 * What changes; the rest stays. `timeZoneFrom: "browser"` reports the zone of the person's device, which never
 * replaces a better source, and `deviceLocale` what it asks for, as in Accept-Language.
 */
export const updatePersonInputSchema = z.strictObject({
  name: z
    .string()
    .max(maxNameLength)
    .transform((name) => plainText(name, maxNameLength))
    .pipe(z.string().min(1))
    .optional(),
  timeZone: timeZoneSchema.optional(),
  timeZoneFrom: z.enum(["choice", "browser"]).default("choice"),
  hourCycle: z.enum(["h12", "h23", "auto"]).optional(),
  /** 0 = Sunday … 6 = Saturday. */
  weekStart: z.union([z.int().min(0).max(6), z.literal("auto")]).optional(),
  locale: z.enum([...languages, "auto"]).optional(),
  deviceLocale: z.string().max(300).optional(),
  singleKeys: z.boolean().optional(),
  mail: z
    .strictObject({ moved: z.boolean(), offered: z.boolean(), reminders: z.boolean() })
    .partial()
    .optional(),
});
/** The word that a person types, so that nothing is deleted by mistake. */
export const deletePersonInputSchema = z.strictObject({ confirm: z.literal("DELETE") });

export type UpdatePersonInput = z.infer<typeof updatePersonInputSchema>;
