import { createHash } from "node:crypto";

/** How the address of a person without an account is kept, until they sign up. */
export function hashAddress(email: string): string {
  return createHash("sha256").update(email.toLowerCase()).digest("base64url");
}
