import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { DbError } from "./db-error.ts";
import { instantSchema } from "./row-schemas.ts";
import { Secret } from "./secret.ts";
import { openToken, sealToken, type TokenKeys } from "./token-encryption.ts";
import { unwrap } from "./unwrap.ts";

const table = "CalIntegrations";
const columns =
  "userUlid,kind,status,calUserId,calUsername,calEmail,connectedAt,provenAt,generation";

const connectionSchema = z.object({
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

/** People's connections to Cal.com. All of it is for the server's client. */
export interface CalConnections {
  get(userUlid: string): Promise<CalConnection | null>;
  /**
   * @throws {RangeError} when the stored token cannot be opened: a lost key, or a changed row
   */
  readToken(userUlid: string): Promise<{ token: Secret; generation: number } | null>;
  /**
   * Saves a key that Cal.com has accepted just now, in the place of whatever the person had.
   *
   * @throws {DbError} CONFLICT when another person has connected this Cal.com account
   */
  saveApiKey(options: {
    ulid: string;
    userUlid: string;
    apiKey: Secret | string;
    me: { calUserId: number; calUsername: string | null; calEmail: string | null };
  }): Promise<CalConnection>;
  /** Cal.com has accepted the token of this generation just now. */
  markProven(options: { userUlid: string; generation: number }): Promise<void>;
  /** Cal.com has refused the token of this generation. */
  markNeedsReconnect(options: { userUlid: string; generation: number }): Promise<void>;
  /** Forgets the token. What is in flight can finish without it. */
  disconnect(userUlid: string): Promise<void>;
}

/** @throws {DbError} from every method */
export function createCalConnections(
  client: DbClient,
  tokenKeys: TokenKeys | undefined,
): CalConnections {
  return { ...tokenMethods(client, tokenKeys), ...marks(client) };
}

function tokenMethods(
  client: DbClient,
  tokenKeys: TokenKeys | undefined,
): Pick<CalConnections, "readToken" | "saveApiKey"> {
  const requireKeys = (): TokenKeys => {
    if (!tokenKeys) throw new TypeError("This Db was created without token keys.");
    return tokenKeys;
  };

  return {
    async readToken(userUlid) {
      const query = client
        .from(table)
        .select("sealedToken,generation")
        .eq("userUlid", userUlid)
        .neq("status", "disconnected")
        .maybeSingle();
      const row = await unwrap({ table, operation: "readToken" }, query);
      if (!row?.sealedToken) return null;
      const token = await openToken(requireKeys(), userUlid, row.sealedToken);
      return { token, generation: row.generation };
    },

    async saveApiKey({ ulid, userUlid, apiKey, me }) {
      const token = typeof apiKey === "string" ? new Secret(apiKey) : apiKey;
      const { sealed, keyId } = await sealToken(requireKeys(), userUlid, token);
      const query = client.rpc("cal_integration_save", {
        p_ulid: ulid,
        p_user_ulid: userUlid,
        p_kind: "apiKey",
        p_sealed_token: sealed,
        p_key_id: keyId,
        p_cal_user_id: me.calUserId,
        p_cal_username: me.calUsername,
        p_cal_email: me.calEmail,
      });
      const [row] = await unwrap({ table, operation: "saveApiKey" }, query);
      if (!row) throw new DbError("UNEXPECTED", { table, operation: "saveApiKey" });
      return connectionSchema.parse(row);
    },
  };
}

function marks(client: DbClient): Omit<CalConnections, "readToken" | "saveApiKey"> {
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

    async markProven({ userUlid, generation }) {
      const query = client.rpc("cal_integration_mark_proven", {
        p_user_ulid: userUlid,
        p_generation: generation,
      });
      await unwrap({ table, operation: "markProven" }, query);
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
