import { z } from "zod";
import { createOAuthTokens, type OAuthTokens } from "./cal-oauth-tokens.ts";
import {
  accountParameters,
  accountSchema,
  type CalAccount,
  type CalFacts,
  type CalConnection,
  connectionSchema,
  bindingOf,
  type SealedAccount,
} from "./cal-connection-row.ts";
import type { DbClient } from "./clients.ts";
import { DbError } from "./db-error.ts";
import { ulidSchema } from "./row-schemas.ts";
import { Secret } from "./secret.ts";
import { createTokenRotation, type TokenRotation } from "./token-rotation.ts";
import { openToken, sealToken, type TokenKeys } from "./token-encryption.ts";
import { unwrap } from "./unwrap.ts";

const table = "CalIntegrations";
const columns =
  "ulid,userUlid,kind,status,calUserId,calUsername,calEmail,connectedAt,provenAt,generation,leftAlone";

const accountColumns = `${columns},sealedToken,accessExpiresAt,calFacts`;

const maxFactsLength = 10_000;

const oauthContentSchema = z.object({ accessToken: z.string() });

/** A connection with what calls to Cal.com need. */
export interface AccountWithToken {
  readonly connection: CalConnection;
  /** What goes into the Authorization header: the API key, or the access token of an OAuth connection. */
  readonly token: Secret;
  /** When an OAuth access token ends; null for an API key. */
  readonly accessExpiresAt: string | null;
  /** What was read of the account before; null: nothing. */
  readonly calFacts: CalFacts | null;
}

interface ApiKeys {
  /**
   * The connection and its token, in one request; null without a connection.
   *
   * @throws {RangeError} when the stored token cannot be decrypted: a lost key, or a changed row
   */
  getWithToken(userUlid: string): Promise<AccountWithToken | null>;
  /** A connection that was read with its sealed token. No request. @throws {RangeError} as `getWithToken` */
  unseal(account: SealedAccount): Promise<AccountWithToken>;
  /**
   * Saves an API key that Cal.com has just accepted, and replaces the user's previous connection.
   *
   * @throws {DbError} CONFLICT when another user has connected this Cal.com account
   */
  saveApiKey(options: {
    ulid: string;
    userUlid: string;
    apiKey: Secret | string;
    me: CalAccount;
  }): Promise<CalConnection>;
}

interface ConnectionMarks {
  get(userUlid: string): Promise<CalConnection | null>;
  /** The connections of those users who have one, unordered; one request. */
  getMany(userUlids: readonly string[]): Promise<CalConnection[]>;
  /** Cal.com has just accepted the token of this generation. */
  markProven(options: { userUlid: string; generation: number }): Promise<void>;
  /** What was read of the account of this generation: at most 10,000 characters are kept, as JSON. */
  noteFacts(options: { userUlid: string; generation: number; facts: CalFacts }): Promise<void>;
  /** Cal.com has refused the token of this generation. */
  markNeedsReconnect(options: { userUlid: string; generation: number }): Promise<void>;
  /** Deletes the token. A move in flight can be settled without it. */
  disconnect(userUlid: string): Promise<void>;
}

/** Users' connections to Cal.com. Needs the server's client. */
export interface CalConnections extends ApiKeys, OAuthTokens, TokenRotation, ConnectionMarks {}

/** @throws {DbError} from every method */
export function createCalConnections(
  client: DbClient,
  requireKeys: () => TokenKeys,
): CalConnections {
  return {
    ...apiKeys(client, requireKeys),
    ...createOAuthTokens(client, requireKeys),
    ...createTokenRotation(client, requireKeys),
    ...marks(client),
  };
}

function apiKeys(client: DbClient, requireKeys: () => TokenKeys): ApiKeys {
  const unseal: ApiKeys["unseal"] = async ({ sealedToken, ...account }) => {
    const { connection } = account;
    const { kind, userUlid } = connection;
    const content = await openToken(requireKeys(), bindingOf(kind, userUlid), sealedToken);
    if (kind === "apiKey") return { ...account, token: content };
    const { accessToken } = oauthContentSchema.parse(JSON.parse(content.reveal()));
    return { ...account, token: new Secret(accessToken) };
  };
  return {
    unseal,

    async getWithToken(userUlid) {
      const query = client
        .from(table)
        .select(accountColumns)
        .eq("userUlid", userUlid)
        .neq("status", "disconnected")
        .maybeSingle();
      const row = await unwrap({ table, operation: "getWithToken" }, query);
      return row && unseal(accountSchema.parse(row));
    },

    async saveApiKey({ ulid, userUlid, apiKey, me }) {
      const token = typeof apiKey === "string" ? new Secret(apiKey) : apiKey;
      const { sealed, keyId } = await sealToken(
        requireKeys(),
        bindingOf("apiKey", userUlid),
        token,
      );
      const query = client.rpc("cal_integration_save_token", {
        p_ulid: ulid,
        p_user_ulid: userUlid,
        p_kind: "apiKey",
        p_sealed_token: sealed,
        p_key_id: keyId,
        ...accountParameters(me),
        p_access_expires_at: null,
        p_scopes: null,
      });
      const [row] = await unwrap({ table, operation: "saveApiKey" }, query);
      if (!row) throw new DbError("UNEXPECTED", { table, operation: "saveApiKey" });
      return connectionSchema.parse(row);
    },
  };
}

function marks(client: DbClient): ConnectionMarks {
  return {
    async get(userUlid) {
      const query = client
        .from(table)
        .select(columns)
        .eq("userUlid", userUlid)
        .neq("status", "disconnected")
        .maybeSingle();
      const row = await unwrap({ table, operation: "get" }, query);
      return row && connectionSchema.parse(row);
    },

    async getMany(userUlids) {
      if (userUlids.length === 0) return [];
      const query = client
        .from(table)
        .select(columns)
        .in("userUlid", z.array(ulidSchema).parse(userUlids))
        .neq("status", "disconnected");
      const rows = await unwrap({ table, operation: "getMany" }, query);
      return z.array(connectionSchema).parse(rows);
    },

    async markProven({ userUlid, generation }) {
      const query = client.rpc("cal_integration_mark_proven", {
        p_user_ulid: userUlid,
        p_generation: generation,
      });
      await unwrap({ table, operation: "markProven" }, query);
    },

    async noteFacts({ userUlid, generation, facts }) {
      if (JSON.stringify(facts).length > maxFactsLength) return;
      const query = client.rpc("cal_integration_note_facts", {
        p_user_ulid: userUlid,
        p_generation: generation,
        p_facts: facts,
      });
      await unwrap({ table, operation: "noteFacts" }, query);
    },

    async markNeedsReconnect({ userUlid, generation }) {
      const query = client.rpc("cal_integration_mark_needs_reconnect", {
        p_user_ulid: userUlid,
        p_generation: generation,
      });
      await unwrap({ table, operation: "markNeedsReconnect" }, query);
    },

    async disconnect(userUlid) {
      const query = client.rpc("cal_integration_disconnect", { p_user_ulid: userUlid });
      await unwrap({ table, operation: "disconnect" }, query);
    },
  };
}
