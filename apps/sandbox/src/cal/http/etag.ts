import { createHash } from "node:crypto";

/** The weak etag that Express gives an answer: its length and hash. */
export function etagOf(text: string): string {
  const hash = createHash("sha1").update(text).digest("base64").slice(0, 27);
  return `W/"${Buffer.byteLength(text).toString(16)}-${hash}"`;
}
