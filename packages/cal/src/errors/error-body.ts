import { z } from "zod";

/** What can be read from any of Cal.com's error bodies. */
export interface CalErrorBody {
  readonly shape: "envelope" | "bare" | "oauth";
  /** Class name or constant, such as "UnauthorizedException" or "BAD_REQUEST"; "" when absent. */
  readonly code: string;
  readonly message: string;
}

const envelopeSchema = z.object({
  status: z.literal("error"),
  error: z.object({ code: z.string().optional(), message: z.string() }),
});
const bareSchema = z.object({
  statusCode: z.number(),
  message: z.union([z.string(), z.array(z.string())]),
  error: z.string().optional(),
});
const oauthSchema = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * Recognises Cal.com's error shapes: the envelope (with details as an object, as a plain string,
 * as a list of validation errors, or without), the bare `{ statusCode, message }`, and the OAuth
 * form of RFC 6749. Returns null for anything else, so a gateway's page is never taken for Cal.com.
 *
 * Source: recorded answers of a 2026-01 server.
 */
export function readErrorBody(body: unknown): CalErrorBody | null {
  const envelope = envelopeSchema.safeParse(body);
  if (envelope.success) {
    const { code = "", message } = envelope.data.error;
    return { shape: "envelope", code, message };
  }
  const bare = bareSchema.safeParse(body);
  if (bare.success) {
    const message = Array.isArray(bare.data.message)
      ? bare.data.message.join("; ")
      : bare.data.message;
    return { shape: "bare", code: bare.data.error ?? "", message };
  }
  const oauth = oauthSchema.safeParse(body);
  if (oauth.success) {
    return {
      shape: "oauth",
      code: oauth.data.error,
      message: oauth.data.error_description ?? oauth.data.error,
    };
  }
  return null;
}
