import { z } from "zod";
import { instantSchema } from "./row-schemas.ts";
import type { TokenBinding } from "./token-encryption.ts";

const leftAloneSchema = z.object({
  /** Whom the bookings are with, as Cal.com has the name, else the address; empty when it has neither. */
  name: z.string(),
  count: z.number(),
  reason: z.enum(["noAccount", "seated", "severalPeople", "unsupported"]),
});
/** Upcoming bookings of one person that are at Cal.com but not here, and why. */
export type LeftAlone = z.infer<typeof leftAloneSchema>;

export const connectionSchema = z.object({
  /** Of this account's connection: another account gets another one. */
  ulid: z.string(),
  userUlid: z.string(),
  kind: z.enum(["apiKey", "oauth"]),
  status: z.enum(["connected", "needsReconnect"]),
  calUserId: z.number(),
  calUsername: z.string().nullable(),
  calEmail: z.string().nullable(),
  connectedAt: instantSchema,
  /** When Cal.com last accepted the token. */
  provenAt: instantSchema,
  /** Incremented with every new token; a mark for an older one does nothing. */
  generation: z.number(),
  /** What the last sync has left alone. */
  leftAlone: z.array(leftAloneSchema),
});
export type CalConnection = z.infer<typeof connectionSchema>;

const calFactsSchema = z.object({
  /** The calendars that count. */
  calendars: z.array(z.object({ credentialId: z.number(), externalId: z.string() })),
  /** The event type whose slots are the person's free time; null: there is none. */
  openEventType: z
    .object({
      id: z.number(),
      lengthInMinutes: z.number(),
      slotInterval: z.number(),
      noticeMinutes: z.number(),
      scheduleId: z.number().nullable(),
    })
    .nullable(),
});
/** What some process has read of an account: to be read again beside its use, for it may have changed. */
export type CalFacts = z.infer<typeof calFactsSchema>;

export const accountSchema = connectionSchema
  .extend({
    sealedToken: z.string(),
    accessExpiresAt: instantSchema.nullable(),
    calFacts: calFactsSchema.nullable().catch(null),
  })
  .transform(({ sealedToken, accessExpiresAt, calFacts, ...connection }) => ({
    connection,
    sealedToken,
    accessExpiresAt,
    calFacts,
  }));
/** A connection and its token as it is stored, encrypted: see `calConnections.unseal`. */
export type SealedAccount = z.infer<typeof accountSchema>;

/** The account that owns the token, according to Cal.com's `/v2/me`. */
export interface CalAccount {
  readonly calUserId: number;
  readonly calUsername: string | null;
  readonly calEmail: string | null;
}

export const accountParameters = ({ calUserId, calUsername, calEmail }: CalAccount) => ({
  p_cal_user_id: calUserId,
  p_cal_username: calUsername,
  p_cal_email: calEmail,
});

/** What a token is bound to: an API key does not decrypt as OAuth tokens, nor the other way round. */
export function bindingOf(kind: CalConnection["kind"], userUlid: string): TokenBinding {
  return {
    context: kind === "oauth" ? "CalIntegrations.oauth" : "CalIntegrations",
    subject: userUlid,
  };
}
