import { z } from "zod";
import {
  accountParameters,
  type CalAccount,
  type CalConnection,
  connectionSchema,
  bindingOf,
} from "./cal-connection-row.ts";
import type { DbClient } from "./clients.ts";
import { DbError } from "./db-error.ts";
import { instantSchema } from "./row-schemas.ts";
import { Secret } from "./secret.ts";
import { openToken, sealToken, type TokenKeys } from "./token-encryption.ts";
import { unwrap } from "./unwrap.ts";

const table = "CalIntegrations";

interface TokenPair {
  readonly accessToken: Secret | string;
  readonly refreshToken: Secret | string;
}

/** What Cal.com's token endpoint returned. */
interface OAuthGrant extends TokenPair {
  /** ISO 8601. */
  readonly accessExpiresAt: string;
  readonly scopes: readonly string[];
}

export interface StoredOAuth {
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
  readonly accessExpiresAt: string;
  readonly scopes: readonly string[];
  readonly generation: number;
}

const leaseSchema = z.union([
  z.object({ won: z.literal(true), leaseUntil: instantSchema }),
  z.object({ won: z.literal(false), why: z.literal("leased"), leaseUntil: instantSchema }),
  z.object({ won: z.literal(false), why: z.literal("refreshed"), generation: z.number() }),
  z.object({ won: z.literal(false), why: z.literal("noConnection") }),
]);
/**
 * `leased`: another process is refreshing; read again soon. `refreshed`: there are newer tokens
 * already. `noConnection`: the user no longer has an OAuth connection.
 */
type RefreshLease = z.infer<typeof leaseSchema>;

const contentSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
const rowSchema = z.object({
  sealedToken: z.string(),
  accessExpiresAt: instantSchema,
  scopes: z.string(),
  generation: z.number(),
});

/** The tokens of OAuth connections. Both are encrypted together and replaced together. */
export interface OAuthTokens {
  /**
   * Saves tokens whose account `/v2/me` has just confirmed, and replaces the user's previous connection.
   *
   * @throws {DbError} CONFLICT when another user has connected this Cal.com account
   */
  saveOAuth(
    options: { ulid: string; userUlid: string; me: CalAccount } & OAuthGrant,
  ): Promise<CalConnection>;
  /**
   * Null when the user has no OAuth connection.
   *
   * @throws {RangeError} when the tokens cannot be decrypted: a lost key, or a changed row
   */
  readOAuth(userUlid: string): Promise<StoredOAuth | null>;
  /**
   * Requests the lease to refresh the tokens of this generation. One process at a time holds it; if that
   * process dies, another gets it after `leaseMs`, which must be longer than Cal.com's timeout.
   */
  leaseRefresh(options: {
    userUlid: string;
    owner: string;
    generation: number;
    leaseMs: number;
  }): Promise<RefreshLease>;
  /**
   * Stores the tokens that replace those of `generation`. Call it before their first use: Cal.com may
   * have revoked the old ones. False when the row has newer ones or the user has disconnected: then these
   * must not be used; of a connection that has just ended they are kept to delete its webhook subscription.
   * Works after the lease has expired, so that a slow response is not lost.
   */
  storeRefreshed(
    options: { userUlid: string; generation: number } & Omit<OAuthGrant, "scopes"> & {
        /** Unchanged when omitted. */
        scopes?: readonly string[];
      },
  ): Promise<boolean>;
  /** Frees the lease early: Cal.com was unreachable or refused temporarily. */
  releaseRefresh(options: { userUlid: string; owner: string }): Promise<void>;
}

/** @throws {DbError} from every method */
export function createOAuthTokens(client: DbClient, requireKeys: () => TokenKeys): OAuthTokens {
  const seal = (userUlid: string, pair: TokenPair) =>
    sealToken(requireKeys(), bindingOf("oauth", userUlid), serialise(pair));
  return {
    async saveOAuth({ ulid, userUlid, me, accessExpiresAt, scopes, ...pair }) {
      const { sealed, keyId } = await seal(userUlid, pair);
      const query = client.rpc("cal_integration_save_token", {
        p_ulid: ulid,
        p_user_ulid: userUlid,
        p_kind: "oauth",
        p_sealed_token: sealed,
        p_key_id: keyId,
        ...accountParameters(me),
        p_access_expires_at: accessExpiresAt,
        p_scopes: scopes.join(" "),
      });
      const [row] = await unwrap({ table, operation: "saveOAuth" }, query);
      if (!row) throw new DbError("UNEXPECTED", { table, operation: "saveOAuth" });
      return connectionSchema.parse(row);
    },

    async readOAuth(userUlid) {
      const query = client
        .from(table)
        .select("sealedToken,accessExpiresAt,scopes,generation")
        .eq("userUlid", userUlid)
        .eq("kind", "oauth")
        .neq("status", "disconnected")
        .maybeSingle();
      const row = await unwrap({ table, operation: "readOAuth" }, query);
      if (!row) return null;
      const { sealedToken, scopes, ...facts } = rowSchema.parse(row);
      const content = await openToken(requireKeys(), bindingOf("oauth", userUlid), sealedToken);
      const pair = contentSchema.parse(JSON.parse(content.reveal()));
      return {
        ...facts,
        scopes: scopes.split(" ").filter((scope) => scope !== ""),
        accessToken: new Secret(pair.accessToken),
        refreshToken: new Secret(pair.refreshToken),
      };
    },

    async leaseRefresh({ userUlid, owner, generation, leaseMs }) {
      const query = client.rpc("cal_integration_lease_refresh", {
        p_user_ulid: userUlid,
        p_owner: owner,
        p_generation: generation,
        p_lease_ms: leaseMs,
      });
      return leaseSchema.parse(await unwrap({ table, operation: "leaseRefresh" }, query));
    },

    async storeRefreshed({ userUlid, generation, accessExpiresAt, scopes, ...pair }) {
      const { sealed, keyId } = await seal(userUlid, pair);
      const query = client.rpc("cal_integration_store_refreshed", {
        p_user_ulid: userUlid,
        p_generation: generation,
        p_sealed_token: sealed,
        p_key_id: keyId,
        p_access_expires_at: accessExpiresAt,
        p_scopes: scopes?.join(" ") ?? null,
      });
      return (await unwrap({ table, operation: "storeRefreshed" }, query)).length > 0;
    },

    async releaseRefresh({ userUlid, owner }) {
      const query = client.rpc("cal_integration_release_refresh", {
        p_user_ulid: userUlid,
        p_owner: owner,
      });
      await unwrap({ table, operation: "releaseRefresh" }, query);
    },
  };
}

function serialise({ accessToken, refreshToken }: TokenPair): Secret {
  const text = (token: Secret | string) => (typeof token === "string" ? token : token.reveal());
  return new Secret(
    JSON.stringify({ accessToken: text(accessToken), refreshToken: text(refreshToken) }),
  );
}
