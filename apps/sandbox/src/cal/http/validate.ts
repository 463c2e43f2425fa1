import { z } from "zod";
import { looksLikeIso } from "../time/instant.ts";
import { refuse } from "./problem.ts";
import { isZone } from "../time/zone.ts";

/** A required ISO 8601 string, with the real service's error message. */
export function isoField(name: string): z.ZodType<string> {
  const message = `${name} must be a valid ISO 8601 date string`;
  return z.string({ error: message }).refine(looksLikeIso, { error: message });
}

/** A string, with the real service's error message. */
export function stringField(name: string): z.ZodType<string> {
  return z.string({ error: `${name} must be a string` });
}

/** An IANA time zone. */
export function zoneField(name: string): z.ZodType<string> {
  const message = `${name} must be a valid IANA time-zone`;
  return z.string({ error: message }).refine(isZone, { error: message });
}

/** A whole number; queries carry it as text. */
export function numberField(name: string): z.ZodType<number> {
  return z.coerce
    .number({ error: `${name} must be a number` })
    .int({ error: `${name} must be a number` });
}

/**
 * Parses a body or query as the bookings and slots routes do: rejects unknown keys, with a message
 * that lists "<property> property is wrong,<rule> " for each error, joined by ", " (recordings 04-slots-bad-tz,
 * 06-reschedule-bad-iso).
 */
export function parseStrict<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  throw refuse(400, parsed.error.issues.map(describe).join(", "));
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    return issue.keys
      .map((key) => `${key} property is wrong,property ${key} should not exist `)
      .join(", ");
  }
  return `${issue.path.join(".")} property is wrong,${issue.message} `;
}
