import { z } from "zod";
import { bindingOf } from "./cal-connection-row.ts";
import type { DbClient } from "./clients.ts";
import { openToken, sealToken, type TokenKeys } from "./token-encryption.ts";
import { unwrap } from "./unwrap.ts";

const table = "CalIntegrations";

const rowSchema = z.object({
  userUlid: z.string(),
  kind: z.enum(["apiKey", "oauth"]),
  sealedToken: z.string(),
  generation: z.number(),
});
type SealedRow = z.infer<typeof rowSchema>;

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
      for (let after: string | undefined = ""; after !== undefined;) {
        const rows = await listEncryptedByOldKeys(client, {
          writeKeyId: keys.writeKeyId,
          after,
          limit,
        });
        for (const row of rows) {
          const outcome = await reencrypt(client, keys, row);
          if (outcome) result[outcome] += 1;
        }
        after = rows.at(-1)?.userUlid;
      }
      return result;
    },
  };
}

async function listEncryptedByOldKeys(
  client: DbClient,
  { writeKeyId, after, limit }: { writeKeyId: string; after: string; limit: number },
): Promise<SealedRow[]> {
  const query = client
    .from(table)
    .select("userUlid,kind,sealedToken,generation")
    .neq("status", "disconnected")
    .neq("keyId", writeKeyId)
    .gt("userUlid", after)
    .order("userUlid")
    .limit(limit);
  return z.array(rowSchema).parse(await unwrap({ table, operation: "reencryptTokens" }, query));
}

/** Null when the tokens were replaced in between: the new ones use the new key. */
async function reencrypt(
  client: DbClient,
  keys: TokenKeys,
  { userUlid, kind, sealedToken, generation }: SealedRow,
): Promise<"reencrypted" | "unreadable" | null> {
  const binding = bindingOf(kind, userUlid);
  const token = await openToken(keys, binding, sealedToken).catch(() => null);
  if (!token) return "unreadable";
  const { sealed, keyId } = await sealToken(keys, binding, token);
  const update = client
    .from(table)
    .update({ sealedToken: sealed, keyId })
    .eq("userUlid", userUlid)
    .eq("generation", generation)
    .select("userUlid");
  const changed = await unwrap({ table, operation: "reencryptTokens" }, update);
  return changed.length > 0 ? "reencrypted" : null;
}
