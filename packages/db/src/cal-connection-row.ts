import { z } from "zod";
import { instantSchema } from "./row-schemas.ts";
import type { Seat } from "./token-encryption.ts";

export const connectionSchema = z.object({
  userUlid: z.string(),
  kind: z.enum(["apiKey", "oauth"]),
  status: z.enum(["connected", "needsReconnect"]),
  calUserId: z.number(),
  calUsername: z.string().nullable(),
  calEmail: z.string().nullable(),
  connectedAt: instantSchema,
  /** When Cal.com last accepted the token. */
  provenAt: instantSchema,
  /** Rises with every new token; marks made with an older one do nothing. */
  generation: z.number(),
});
export type CalConnection = z.infer<typeof connectionSchema>;

/** Whose account it is, as Cal.com's `/v2/me` says. */
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

/** Where a person's token is sealed for: a key does not open as OAuth tokens, nor the other way round. */
export function seatOf(kind: CalConnection["kind"], userUlid: string): Seat {
  return {
    context: kind === "oauth" ? "CalIntegrations.oauth" : "CalIntegrations",
    subject: userUlid,
  };
}
