import { plainText } from "@reslot/messages";
import type { Profile } from "../core/identity.ts";

/** What is kept of a profile: text that can be stored, and addresses that can be written to. */
export interface CleanProfile {
  /** null: no address is verified. */
  email: string | null;
  otherEmails: readonly string[];
  name: string;
}

/** The sizes of the columns. */
const maxNameLength = 200;
const maxAddressLength = 320;

/**
 * A profile that is refused nowhere: a name is plain text and cut where it is too long, and what
 * cannot be an address is left out. Without a name the address says who it is.
 */
export function cleanProfile({ email: primary, otherEmails = [], name }: Profile): CleanProfile {
  const addresses = [primary ?? [], otherEmails].flat().map((address) => address.trim());
  const [email = null, ...others] = new Set(addresses.filter(canBeStored));
  return {
    email,
    otherEmails: others,
    name: plainText(name, maxNameLength) || plainText(email?.split("@")[0] ?? "", maxNameLength),
  };
}

/** Every address that is the person's. */
export function addressesOf({ email, otherEmails }: CleanProfile): string[] {
  return email === null ? [] : [email, ...otherEmails];
}

/** No mail reaches a domain that ends in .invalid: here such an address says that none is known. */
function canBeStored(address: string): boolean {
  const isAddress = /^[^@\s\p{Cc}\p{Cs}]+@[^@\s\p{Cc}\p{Cs}]+(?<!\.invalid)$/iu.test(address);
  return isAddress && address.length <= maxAddressLength;
}
