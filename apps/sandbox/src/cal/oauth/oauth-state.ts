import { randomBytes } from "node:crypto";
import { z } from "zod";

/** An app that people can connect, from SANDBOX_CAL_OAUTH_CLIENTS. */
export const oauthClientSchema = z.strictObject({
  clientId: z.string().min(1),
  /** Null for a public client, which uses PKCE. */
  clientSecret: z.string().min(1).nullable(),
  redirectUris: z.array(z.url()).min(1),
  name: z.string().min(1),
});
export type OauthClient = z.infer<typeof oauthClientSchema>;

export const oauthSettingsSchema = z.object({
  /**
   * "stateless", as recorded: an old refresh token stays valid. "rotating", as in newer versions: a
   * refresh deletes every refresh token of that person and client.
   */
  refreshMode: z.enum(["stateless", "rotating"]),
  accessTtlSeconds: z.number().int().min(1),
  /** False if only the older routes exist, as in the recorded version. */
  hasTokenEndpoint: z.boolean(),
});
export type OauthSettings = z.infer<typeof oauthSettingsSchema>;

const codeSchema = z.object({
  code: z.string(),
  clientId: z.string(),
  userId: z.number(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  /** PKCE with method S256. */
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
  /** What people allowed; a token is valid no longer than its grant. */
  grants: z.array(grantSchema),
  /** Issued refresh tokens that were not deleted, by `jti`. */
  refreshTokens: z.array(
    z.object({ id: z.string(), clientId: z.string(), userId: z.number(), expiresAt: z.number() }),
  ),
});
type OauthState = z.infer<typeof oauthStateSchema>;

/** No grants, a new signing key, and the recorded behaviour. */
export function emptyOauthState(): OauthState {
  return {
    signingKey: randomBytes(32).toString("base64url"),
    settings: { refreshMode: "stateless", accessTtlSeconds: 30 * 60, hasTokenEndpoint: true },
    codes: [],
    grants: [],
    refreshTokens: [],
  };
}
