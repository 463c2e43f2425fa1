import { createHmac, timingSafeEqual } from "node:crypto";

const signaturePattern = /^[0-9a-f]{64}$/;

/**
 * Whether a webhook was signed with one of our secrets. `header` is the value of
 * `X-Cal-Signature-256`: the HMAC-SHA256 of the body in bare lower-case hex, without "sha256=".
 * A missing header and Cal.com's literal "no-secret-provided" are refused like any other text.
 *
 * `rawBody` is the body as it arrived, before anything parsed it; text is taken as UTF-8. During a
 * rotation pass the new and the old secret. The time taken does not depend on the signature.
 * It proves neither the sender nor the time: an old delivery can be replayed.
 *
 * Source: recorded deliveries of a 2026-01 server.
 *
 * @throws {TypeError} without a secret, or with an empty one, with which anyone could sign.
 */
export function verifyCalSignature(
  rawBody: Uint8Array | string,
  header: string | null,
  secrets: readonly string[],
): boolean {
  if (secrets.length === 0 || secrets.some((secret) => secret.trim() === "")) {
    throw new TypeError("Cal.com webhooks cannot be verified without a secret.");
  }
  if (header === null || !signaturePattern.test(header)) return false;
  const given = Buffer.from(header, "hex");
  const matches = secrets.map((secret) =>
    timingSafeEqual(given, createHmac("sha256", secret).update(rawBody).digest()),
  );
  return matches.includes(true);
}
