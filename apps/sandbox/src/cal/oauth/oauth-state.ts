import { randomBytes } from "node:crypto";
import { z } from "zod";

/** An app that people may connect, as SANDBOX_CAL_OAUTH_CLIENTS lists it. */
export const oauthClientSchema = z.strictObject({
  clientId: z.string().min(1),
  /** Null: a public client, which proves itself with PKCE. */
  clientSecret: z.string().min(1).nullable(),
  redirectUris: z.array(z.url()).min(1),
  name: z.string().min(1),
});
export type OauthClient = z.infer<typeof oauthClientSchema>;

export const oauthSettingsSchema = z.object({
  /**
   * "stateless", as recorded: an old refresh token goes on working. "rotating", as newer versions do it: a refresh
   * deletes every refresh token of that person and client.
   */
  refreshMode: z.enum(["stateless", "rotating"]),
  accessTtlSeconds: z.number().int().min(1),
  /** False: only the older routes exist, as in the recorded version. */
  hasTokenEndpoint: z.boolean(),
});
export type OauthSettings = z.infer<typeof oauthSettingsSchema>;

const codeSchema = z.object({
  code: z.string(),
  clientId: z.string(),
  userId: z.number(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  /** Of PKCE, method S256. */
  challenge: z.string().nullable(),
  expiresAt: z.number(),
});
export type OauthCode = z.infer<typeof codeSchema>;

const grantSchema = z.object({
  id: z.string(),
  clientId: z.string(),
  userId: z.number(),
  scopes: z.array(z.string()),
  grantedAt: z.number(),
});
export type OauthGrant = z.infer<typeof grantSchema>;

export const oauthStateSchema = z.object({
  signingKey: z.string(),
  settings: oauthSettingsSchema,
  codes: z.array(codeSchema),
  /** What people allowed; a token lives no longer than its grant. */
  grants: z.array(grantSchema),
  /** Refresh tokens that were given out and not deleted, by their `jti`. */
  refreshTokens: z.array(
    z.object({ id: z.string(), clientId: z.string(), userId: z.number(), expiresAt: z.number() }),
  ),
});
type OauthState = z.infer<typeof oauthStateSchema>;

/** Nobody connected, a signing key of its own, and the behaviour that was recorded. */
export function emptyOauthState(): OauthState {
  return {
    signingKey: randomBytes(32).toString("base64url"),
    settings: { refreshMode: "stateless", accessTtlSeconds: 30 * 60, hasTokenEndpoint: true },
    codes: [],
    grants: [],
    refreshTokens: [],
  };
}
