import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JWK,
} from "jose";

/** The instance's RS256 key: the private half signs, the public half is served as JWKS. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly kid: string;
  readonly jwks: { readonly keys: readonly JWK[] };
}

/** The key in `dir` (mode 600), generated at the first start; null generates one for this run only. */
export async function loadSigningKey(dir: string | null): Promise<SigningKey> {
  const privateKey = await importPKCS8(await readOrMakePem(dir), "RS256", { extractable: true });
  const { kty, n, e } = await exportJWK(privateKey);
  if (kty === undefined || n === undefined || e === undefined)
    throw new Error("Clerk stand-in: the signing key is not an RSA key.");
  const kid = `ins_${(await calculateJwkThumbprint({ kty, n, e })).slice(0, 27)}`;
  return { privateKey, kid, jwks: { keys: [{ use: "sig", kty, kid, alg: "RS256", n, e }] } };
}

async function readOrMakePem(dir: string | null): Promise<string> {
  const file = dir === null ? null : join(dir, "signing-key.pem");
  if (file !== null && existsSync(file)) return readFileSync(file, "utf8");
  const pair = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  const pem = await exportPKCS8(pair.privateKey);
  if (file !== null) writeFileSync(file, pem, { mode: 0o600 });
  return pem;
}
