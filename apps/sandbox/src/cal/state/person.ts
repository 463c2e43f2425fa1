import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  bookingLimitsSchema,
  bookingWindowSchema,
  calendarHealthSchema,
  rateRuleSchema,
  recurrenceSchema,
} from "./state.ts";

const hoursSchema = z.object({
  days: z.array(z.number().int().min(0).max(6)),
  start: z.string(),
  end: z.string(),
});

const eventTypeSeedSchema = z.object({
  id: z.number().int(),
  slug: z.string(),
  title: z.string(),
  lengthInMinutes: z.number().int().positive(),
  requiresConfirmation: z.boolean().default(false),
  minimumBookingNotice: z.number().int().min(0).default(0),
  slotInterval: z.number().int().nullable().default(null),
  beforeEventBuffer: z.number().int().default(0),
  afterEventBuffer: z.number().int().default(0),
  bookingWindow: bookingWindowSchema.nullable().default(null),
  disableRescheduling: z.boolean().default(false),
  rescheduleNoticeMinutes: z.number().int().nullable().default(null),
  recurrence: recurrenceSchema.nullable().default(null),
  bookingLimitsCount: bookingLimitsSchema.nullable().default(null),
  /** Email addresses of further hosts, as in a team's collective event type. */
  coHosts: z.array(z.string()).default([]),
  /** Email addresses of the hosts who take turns with the person, as in a team's round robin. */
  rotatingHosts: z.array(z.string()).default([]),
  keepHost: z.boolean().default(false),
  offsetStart: z.number().int().default(0),
  lengthInMinutesOptions: z.array(z.number()).nullable().default(null),
  generation: z.enum(["default", "own"]).default("default"),
});

/** One entry of people.json; unknown fields belong to the other stand-ins. */
const personSchema = z.object({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string().default(""),
  timeZone: z.string(),
  calApiKey: z.string().nullable(),
  calUsername: z.string().nullable().default(null),
  weekStart: z.string().default("Monday"),
  /** Whether the account starts with a connected and selected calendar. */
  hasCalendar: z.boolean().default(true),
  calendarHealth: calendarHealthSchema.default("ok"),
  hours: z.array(hoursSchema).default([]),
  eventTypes: z.array(eventTypeSeedSchema).default([]),
});
export type Person = z.infer<typeof personSchema>;

const customSeedSchema = z.union([
  z.array(personSchema),
  z.object({
    people: z.array(personSchema).optional(),
    apiKeys: z
      .array(
        z.object({
          key: z.string(),
          email: z.string(),
          expiresAt: z.string().optional(),
          rate: rateRuleSchema.optional(),
        }),
      )
      .default([]),
  }),
]);
/** People to use in place of people.json, and further API keys of theirs. */
export type Seed = z.infer<typeof customSeedSchema>;

/** The seed of a reset: people, or a string or number that makes uids repeatable. */
export const seedSchema = z.union([customSeedSchema, z.string(), z.number(), z.null()]);

/** Reads people.json. @throws {Error} if the file is missing or invalid */
export function readPeople(file: string | null): Person[] {
  if (file === null) return [];
  try {
    return z.array(personSchema).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`Cal.com stand-in: cannot read people from ${file}.`, { cause: error });
  }
}
