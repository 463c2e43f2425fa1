import { createHash } from "node:crypto";
import { foldAddress } from "./fold-address.ts";

/** How the address of a person without an account is kept, until they sign up. */
export function hashAddress(email: string): string {
  return createHash("sha256").update(foldAddress(email)).digest("base64url");
}
