/**
 * An email address as it is compared everywhere: A to Z in lower case. Other letters stay as they are,
 * because some have look-alikes among these, such as the Kelvin sign.
 */
export function foldAddress(address: string): string {
  return address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
