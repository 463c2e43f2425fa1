import { z } from "zod";
import { bindingOf } from "./cal-connection-row.ts";
import { bindingOfSecret } from "./cal-subscriptions.ts";
import type { DbClient } from "./clients.ts";
import {
  openToken,
  type SealedToken,
  sealToken,
  type TokenBinding,
  type TokenKeys,
} from "./token-encryption.ts";
import { unwrap } from "./unwrap.ts";

const kindSchema = z.enum(["apiKey", "oauth"]);
const connectionsSchema = z.array(
  z.object({
    userUlid: z.string(),
    kind: kindSchema,
    sealedToken: z.string(),
    generation: z.number(),
  }),
);
const subscriptionsSchema = z.array(
  z.object({
    connectionUlid: z.string(),
    userUlid: z.string(),
    tokenKind: kindSchema.nullable(),
    sealedSecret: z.string().nullable(),
    sealedToken: z.string().nullable(),
    fence: z.number(),
  }),
);

/** One encrypted value, and how its row is replaced: false when the row has another value by now. */
interface SealedValue {
  /** Orders the rows of its table. */
  readonly key: string;
  readonly binding: TokenBinding;
  readonly sealed: string;
  readonly replace: (value: SealedToken) => Promise<boolean>;
}

interface Page {
  /** What encrypted the values: one key at a time, as an index has them. */
  readonly keyId: string;
  readonly after: string;
  readonly limit: number;
}

export interface TokenRotation {
  /**
   * Encrypts again, with the current write key, every token that an older key encrypted; `limit` rows
   * at a time. Afterwards the older keys can be removed. `unreadable` tokens cannot be decrypted and
   * stay as they are: their owners have to connect again.
   */
  reencryptTokens(options: { limit: number }): Promise<{ reencrypted: number; unreadable: number }>;
}

/** @throws {DbError} from every method */
export function createTokenRotation(client: DbClient, requireKeys: () => TokenKeys): TokenRotation {
  return {
    async reencryptTokens({ limit }) {
      const keys = requireKeys();
      const result = { reencrypted: 0, unreadable: 0 };
      for (const [table, list] of lists)
        for await (const value of readOlder(client, { table, list, keys, limit })) {
          const outcome = await reencrypt(keys, value);
          if (outcome) result[outcome] += 1;
        }
      return result;
    },
  };
}

const lists = [
  ["CalIntegrations", listConnections],
  ["CalSubscriptions", listSubscriptions],
] as const;
type List = (typeof lists)[number];

async function* readOlder(
  client: DbClient,
  options: { table: List[0]; list: List[1]; keys: TokenKeys; limit: number },
): AsyncGenerator<SealedValue> {
  const { table, list, keys, limit } = options;
  for await (const keyId of listKeyIds(client, table))
    if (keyId !== keys.writeKeyId)
      for (let after: string | undefined = ""; after !== undefined;) {
        const values: SealedValue[] = await list(client, { keyId, after, limit });
        yield* values;
        after = values.at(-1)?.key;
      }
}

/** The keys that something in a table is encrypted with, each found by one look into an index. */
async function* listKeyIds(client: DbClient, table: List[0]): AsyncGenerator<string> {
  for (let keyId: string | null | undefined = ""; typeof keyId === "string";) {
    const query = client.from(table).select("keyId").gt("keyId", keyId).order("keyId").limit(1);
    const row = await unwrap({ table, operation: "reencryptTokens" }, query.maybeSingle());
    keyId = z.string().nullish().parse(row?.keyId);
    if (keyId) yield keyId;
  }
}

/** Null when the value was replaced in between: the new one uses the new key. */
async function reencrypt(
  keys: TokenKeys,
  { binding, sealed, replace }: SealedValue,
): Promise<"reencrypted" | "unreadable" | null> {
  const value = await openToken(keys, binding, sealed).catch(() => null);
  if (!value) return "unreadable";
  const isReplaced = await replace(await sealToken(keys, binding, value));
  return isReplaced ? "reencrypted" : null;
}

/** Tokens of connections that an older key encrypted. */
async function listConnections(
  client: DbClient,
  { keyId: olderKeyId, after, limit }: Page,
): Promise<SealedValue[]> {
  const place = { table: "CalIntegrations", operation: "reencryptTokens" } as const;
  const query = client
    .from(place.table)
    .select("userUlid,kind,sealedToken,generation")
    .neq("status", "disconnected")
    .eq("keyId", olderKeyId)
    .gt("userUlid", after)
    .order("userUlid")
    .limit(limit);
  const rows = connectionsSchema.parse(await unwrap(place, query));
  return rows.map(({ userUlid, kind, sealedToken, generation }) => ({
    key: userUlid,
    binding: bindingOf(kind, userUlid),
    sealed: sealedToken,
    async replace({ sealed, keyId }) {
      const update = client
        .from(place.table)
        .update({ sealedToken: sealed, keyId })
        .eq("userUlid", userUlid)
        .eq("generation", generation)
        .select("userUlid");
      return (await unwrap(place, update)).length > 0;
    },
  }));
}

/** Secrets of webhooks, and tokens of connections that have ended, that an older key encrypted. */
async function listSubscriptions(
  client: DbClient,
  { keyId: olderKeyId, after, limit }: Page,
): Promise<SealedValue[]> {
  const place = { table: "CalSubscriptions", operation: "reencryptTokens" } as const;
  const query = client
    .from(place.table)
    .select("connectionUlid,userUlid,tokenKind,sealedSecret,sealedToken,fence")
    .eq("keyId", olderKeyId)
    .gt("connectionUlid", after)
    .order("connectionUlid")
    .limit(limit);
  const rows = subscriptionsSchema.parse(await unwrap(place, query));
  return rows.flatMap((row) => {
    const { connectionUlid, userUlid, tokenKind, sealedSecret, sealedToken, fence } = row;
    const sealedValue = sealedSecret ?? sealedToken;
    if (sealedValue === null) return [];
    return {
      key: connectionUlid,
      binding: tokenKind ? bindingOf(tokenKind, userUlid) : bindingOfSecret(connectionUlid),
      sealed: sealedValue,
      async replace({ sealed, keyId }: SealedToken) {
        const update = client
          .from(place.table)
          .update(
            sealedSecret === null
              ? { sealedToken: sealed, keyId }
              : { sealedSecret: sealed, keyId },
          )
          .eq("connectionUlid", connectionUlid)
          .eq("fence", fence)
          // Under the same claim a worker may have stored another one.
          .neq("keyId", keyId)
          .select("connectionUlid");
        return (await unwrap(place, update)).length > 0;
      },
    };
  });
}
