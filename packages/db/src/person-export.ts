import { z } from "zod";
import { suppressionReasonSchema } from "./mail-suppressions.ts";
import { bookingStatusSchema, instantSchema, roleSchema } from "./row-schemas.ts";

/** What is kept about a user, as the user gets it. Instants are ISO 8601 in UTC. */
export const personExportSchema = z.object({
  person: z.object({
    ulid: z.string(),
    clerkUserId: z.string(),
    name: z.string(),
    email: z.string(),
    timeZone: z.string().nullable(),
    timeZoneFrom: z.string().nullable(),
    nameFrom: z.string(),
    locale: z.string(),
    deviceLocale: z.string().nullable(),
    hourCycle: z.string(),
    weekStart: z.number().nullable(),
    singleKeys: z.boolean(),
    mail: z.object({ moved: z.boolean(), offered: z.boolean(), reminders: z.boolean() }),
    createdAt: instantSchema,
  }),
  addresses: z.array(
    z.object({ address: z.string(), source: z.enum(["clerk", "cal"]), provenAt: instantSchema }),
  ),
  /** Those of the addresses that get no mail. */
  mailStopped: z.array(
    z.object({ address: z.string(), reason: suppressionReasonSchema, since: instantSchema }),
  ),
  /** Without the token, which is never shown. */
  calConnection: z
    .object({
      status: z.string(),
      kind: z.string(),
      calUserId: z.number().nullable(),
      calUsername: z.string().nullable(),
      calEmail: z.string().nullable(),
      connectedAt: instantSchema,
      syncedAt: instantSchema.nullable(),
      leftAlone: z.array(z.unknown()),
    })
    .nullable(),
  /** Which coaches may see when the person is busy. */
  sharing: z.array(
    z.object({
      coach: z.string(),
      state: z.string(),
      /** How finely the coach sees it; null: never allowed. */
      lengthMinutes: z.number().nullable(),
      askedAt: instantSchema.nullable(),
      decidedAt: instantSchema.nullable(),
      disownedAt: instantSchema.nullable(),
    }),
  ),
  meetings: z.array(
    z.object({
      ulid: z.string(),
      role: roleSchema,
      with: z.string(),
      title: z.string(),
      startTime: instantSchema,
      endTime: instantSchema,
      status: bookingStatusSchema,
      /** What Cal.com has of it; null where it was not read. */
      calDetails: z.unknown(),
      acknowledgedAt: instantSchema.nullable(),
      createdAt: instantSchema,
    }),
  ),
  history: z.array(
    z.object({
      bookingUlid: z.string(),
      version: z.number(),
      kind: z.string(),
      fromStartTime: instantSchema,
      toStartTime: instantSchema,
      actorRole: roleSchema.nullable(),
      reason: z.string().nullable(),
      createdAt: instantSchema,
    }),
  ),
  moves: z.array(
    z.object({
      bookingUlid: z.string(),
      kind: z.string(),
      fromStartTime: instantSchema,
      toStartTime: instantSchema,
      reason: z.string().nullable(),
      conflictOverridden: z.boolean(),
      state: z.string(),
      createdAt: instantSchema,
    }),
  ),
  /** To coaches who had not connected Cal.com: the latest one to each. */
  reminders: z.array(
    z.object({ coach: z.string(), bookingUlid: z.string(), createdAt: instantSchema }),
  ),
  notifications: z.array(
    z.object({
      bookingUlid: z.string(),
      kind: z.string(),
      oldStartTime: instantSchema,
      newStartTime: instantSchema,
      reason: z.string().nullable(),
      conflictOverridden: z.boolean(),
      note: z.string().nullable(),
      readAt: instantSchema.nullable(),
      createdAt: instantSchema,
    }),
  ),
});
export type PersonExport = z.infer<typeof personExportSchema>;
