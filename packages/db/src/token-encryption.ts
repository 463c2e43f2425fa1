import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
import { Secret } from "./secret.ts";

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const KEY_MANAGEMENT = "A256GCMKW";
const CONTENT_ENCRYPTION = "A256GCM";

/** Key-encryption keys by id. `writeKeyId` encrypts new values; every key decrypts. */
export interface TokenKeys {
  readonly writeKeyId: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/**
 * Parses `k2:base64,k1:base64`. The first key encrypts; the others decrypt what they encrypted before.
 *
 * @throws {RangeError} for a missing, malformed, short, constant or repeated key; the message has the
 * key's position, never the key
 */
export function parseTokenKeys(text: string): TokenKeys {
  const keys = new Map<string, Uint8Array>();
  for (const [index, entry] of text.split(",").entries()) {
    const [keyId = "", encoded = "", ...rest] = entry.trim().split(":");
    const key = decodeKey(encoded);
    if (rest.length > 0 || !KEY_ID.test(keyId) || !key || keys.has(keyId) || isIn(keys, key))
      throw new RangeError(
        `Token key ${index + 1} is not of the form id:base64 with ${KEY_BYTES} random bytes of its own.`,
      );
    keys.set(keyId, key);
  }
  const [writeKeyId = ""] = keys.keys();
  return { writeKeyId, keys };
}

function decodeKey(encoded: string): Uint8Array | null {
  if (!BASE64.test(encoded)) return null;
  const key = Uint8Array.from(Buffer.from(encoded, "base64"));
  const isRandom = new Set(key).size > 1;
  return key.length === KEY_BYTES && isRandom ? key : null;
}

function isIn(keys: ReadonlyMap<string, Uint8Array>, key: Uint8Array): boolean {
  return [...keys.values()].some((other) => Buffer.compare(other, key) === 0);
}

/** What an encrypted value is bound to: it cannot be decrypted for another row or another kind of value. */
export interface TokenBinding {
  /** What kind of value it is. */
  readonly context:
    | "CalIntegrations"
    | "CalIntegrations.oauth"
    | "CalSubscriptions"
    | "OAuthStates";
  /** The row: the person's ulid, the connection's, or the state's hash. */
  readonly subject: string;
}

/** An encrypted token and the id of the key that decrypts it. */
export interface SealedToken {
  readonly sealed: string;
  readonly keyId: string;
}

/** Encrypts a value for one row: a compact JWE whose header names the key and the row. */
export async function sealToken(
  keys: TokenKeys,
  { context, subject }: TokenBinding,
  token: Secret,
): Promise<SealedToken> {
  const keyId = keys.writeKeyId;
  const sealed = await new CompactEncrypt(new TextEncoder().encode(token.reveal()))
    .setProtectedHeader({
      alg: KEY_MANAGEMENT,
      enc: CONTENT_ENCRYPTION,
      kid: keyId,
      sub: subject,
      ctx: context,
    })
    .encrypt(keyOf(keys, keyId));
  return { sealed, keyId };
}

/**
 * Decrypts what `sealToken` encrypted for the same row.
 *
 * @throws {RangeError} when the key is unknown, the text was changed, or it is bound to another row
 */
export async function openToken(
  keys: TokenKeys,
  { context, subject }: TokenBinding,
  sealed: string,
): Promise<Secret> {
  const { plaintext, protectedHeader } = await decrypt(keys, sealed);
  if (protectedHeader["sub"] !== subject || protectedHeader["ctx"] !== context)
    throw new RangeError("This token is bound to another row.");
  return new Secret(new TextDecoder().decode(plaintext));
}

async function decrypt(keys: TokenKeys, sealed: string) {
  const { kid } = readHeader(sealed);
  const key = keyOf(keys, typeof kid === "string" ? kid : "");
  try {
    return await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: [KEY_MANAGEMENT],
      contentEncryptionAlgorithms: [CONTENT_ENCRYPTION],
    });
  } catch (error) {
    throw new RangeError("This token cannot be decrypted.", { cause: error });
  }
}

function readHeader(sealed: string) {
  try {
    return decodeProtectedHeader(sealed);
  } catch (error) {
    throw new RangeError("This token cannot be decrypted.", { cause: error });
  }
}

function keyOf({ keys }: TokenKeys, keyId: string): Uint8Array {
  const key = keys.get(keyId);
  if (!key) throw new RangeError("The key of this token is not among the token keys.");
  return key;
}
