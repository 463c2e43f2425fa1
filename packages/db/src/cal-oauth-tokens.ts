import { z } from "zod";
import {
  accountParameters,
  type CalAccount,
  type CalConnection,
  connectionSchema,
  seatOf,
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

/** What Cal.com's token endpoint gave. */
export interface OAuthGrant extends TokenPair {
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
 * `leased`: somebody else asks Cal.com now; read again soon. `refreshed`: there are newer tokens
 * already. `noConnection`: the person has no OAuth connection any more.
 */
export type RefreshLease = z.infer<typeof leaseSchema>;

const contentSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
const rowSchema = z.object({
  sealedToken: z.string(),
  accessExpiresAt: instantSchema,
  scopes: z.string(),
  generation: z.number(),
});

/** The tokens of connections made by OAuth. They are sealed together and replaced together. */
export interface OAuthTokens {
  /**
   * Saves tokens whose account `/v2/me` has named just now, in the place of whatever the person had.
   *
   * @throws {DbError} CONFLICT when another person has connected this Cal.com account
   */
  saveOAuth(
    options: { ulid: string; userUlid: string; me: CalAccount } & OAuthGrant,
  ): Promise<CalConnection>;
  /**
   * Null when the person has no OAuth connection.
   *
   * @throws {RangeError} when the tokens cannot be opened: a lost key, or a changed row
   */
  readOAuth(userUlid: string): Promise<StoredOAuth | null>;
  /**
   * Asks to be the one who replaces the tokens of this generation. One at a time wins; a winner that
   * dies is followed by another after `leaseMs`, which has to be longer than Cal.com may take.
   */
  leaseRefresh(options: {
    userUlid: string;
    owner: string;
    generation: number;
    leaseMs: number;
  }): Promise<RefreshLease>;
  /**
   * Stores what replaced the tokens of `generation`; do it before the first use, Cal.com may have
   * ended the old ones. False when the row has newer ones, or the person disconnected meanwhile: these
   * tokens must not be used then. The lease need not be held any more: a slow answer is not lost.
   */
  storeRefreshed(
    options: { userUlid: string; generation: number } & Omit<OAuthGrant, "scopes"> & {
        /** Left out: as before. */
        scopes?: readonly string[];
      },
  ): Promise<boolean>;
  /** Lets the next one try at once: Cal.com was not reached, or refused for now. */
  releaseRefresh(options: { userUlid: string; owner: string }): Promise<void>;
}

/** @throws {DbError} from every method */
export function createOAuthTokens(client: DbClient, requireKeys: () => TokenKeys): OAuthTokens {
  const seal = (userUlid: string, pair: TokenPair) =>
    sealToken(requireKeys(), seatOf("oauth", userUlid), serialise(pair));
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
      const content = await openToken(requireKeys(), seatOf("oauth", userUlid), sealedToken);
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
