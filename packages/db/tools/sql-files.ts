import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const inSupabase = (path: string) => fileURLToPath(new URL(`../supabase/${path}`, import.meta.url));

export const schemasDir = inSupabase("schemas");
export const migrationsDir = inSupabase("migrations");
export const platformSql = readFileSync(inSupabase("platform.sql"), "utf8");

export interface SqlFile {
  readonly name: string;
  readonly sql: string;
}

/** The SQL files of a folder, in the order in which they are applied. */
export function readSqlFiles(dir: string): SqlFile[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith(".sql"))
    .toSorted()
    .map((name) => ({ name, sql: readFileSync(`${dir}/${name}`, "utf8") }));
}
