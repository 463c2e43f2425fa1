import { isExternal } from "./target.ts";

/** True against any server but the stand-in, and then says what is skipped and why. */
export function skipsExternal(name: string, why: string): boolean {
  if (isExternal) saySkipped(name, why);
  return isExternal;
}

export function saySkipped(name: string, why: string): void {
  process.stdout.write(`\nskipped: ${name}: ${why}\n`);
}
