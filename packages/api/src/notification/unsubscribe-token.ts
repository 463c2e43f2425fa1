import { createHmac, timingSafeEqual } from "node:crypto";
import { parseTokenKeys } from "@reslot/db";
import type { Settings } from "../core/settings.ts";

type Keys = Pick<Settings, "tokenKeys">;

/**
 * What the link in a mail carries: the hash of its address, signed. The same address has the same token, so that
 * a repeated mail is the same. It lasts as long as the key it was signed with.
 */
export function signUnsubscribeToken({ tokenKeys }: Keys, addressHash: string): string {
  const { keys, writeKeyId } = parseTokenKeys(tokenKeys);
  const key = keys.get(writeKeyId) ?? new Uint8Array();
  return `${addressHash}.${signatureOf(key, addressHash).toString("base64url")}`;
}

/** The hash of the address that the token was made for; null for any other text. */
export function readUnsubscribeToken({ tokenKeys }: Keys, token: string): string | null {
  const [, addressHash, signature] = /^([\w-]{43})\.([\w-]{43})$/.exec(token) ?? [];
  if (addressHash === undefined || signature === undefined) return null;
  const given = Buffer.from(signature, "base64url");
  const isSigned = [...parseTokenKeys(tokenKeys).keys.values()].some((key) =>
    timingSafeEqual(given, signatureOf(key, addressHash)),
  );
  return isSigned ? addressHash : null;
}

/** With a key of its own, derived from the token key. */
function signatureOf(tokenKey: Uint8Array, addressHash: string): Buffer {
  const key = createHmac("sha256", tokenKey).update("unsubscribe").digest();
  return createHmac("sha256", key).update(addressHash).digest();
}
