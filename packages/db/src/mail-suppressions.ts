import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { unwrap } from "./unwrap.ts";

const table = "MailSuppressions";

export const suppressionReasonSchema = z.enum(["unsubscribed", "bounced", "complained"]);

/** Why an address gets no mail: its owner stopped it, there is no such mailbox, or it was reported as spam. */
type SuppressionReason = z.infer<typeof suppressionReasonSchema>;

interface Suppression {
  /** SHA-256 of the address in lower case, base64url. */
  addressHash: string;
  reason: SuppressionReason;
}

/** Addresses that get no mail. Needs the server's client. */
export interface MailSuppressions {
  /** Repeating it changes nothing. */
  add(suppression: Suppression): Promise<void>;
  remove(suppression: Suppression): Promise<void>;
  /** Those of the addresses that get no mail, by their hash: for a bounce or a complaint rather than their owner's wish. */
  find(addressHashes: readonly string[]): Promise<ReadonlyMap<string, SuppressionReason>>;
}

/** @throws {DbError} from every method */
export function createMailSuppressions(client: DbClient): MailSuppressions {
  return {
    async add(suppression) {
      const query = client
        .from(table)
        .upsert(suppression, { onConflict: "addressHash,reason", ignoreDuplicates: true });
      await unwrap({ table, operation: "add" }, query);
    },

    async remove({ addressHash, reason }) {
      const query = client.from(table).delete().eq("addressHash", addressHash).eq("reason", reason);
      await unwrap({ table, operation: "remove" }, query);
    },

    async find(addressHashes) {
      if (addressHashes.length === 0) return new Map();
      const query = client
        .from(table)
        .select("addressHash,reason")
        .in("addressHash", [...new Set(addressHashes)])
        // "unsubscribed" comes first, so that any other reason replaces it.
        .order("reason", { ascending: false });
      const rows = await unwrap({ table, operation: "find" }, query);
      return new Map(
        rows.map((row) => [row.addressHash, suppressionReasonSchema.parse(row.reason)]),
      );
    },
  };
}
