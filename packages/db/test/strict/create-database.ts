import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { migrationsDir, platformSql, readSqlFiles, type SqlFile } from "../../tools/sql-files.ts";

/** Creates an empty database and returns its superuser's URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `reslot_${randomBytes(6).toString("hex")}`;
  const sql = postgres(`${serverUrl}postgres`, { max: 1 });
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  return `${serverUrl}${name}`;
}

/** Creates a database with Supabase's platform and every migration; returns its superuser's URL. */
export async function createMigratedDatabase(
  serverUrl: string,
  dir: string = migrationsDir,
): Promise<string> {
  const url = await createDatabase(serverUrl);
  await applyFiles(url, readSqlFiles(dir));
  return url;
}

/** Applies Supabase's platform and the given files to an empty database. */
export async function applyFiles(url: string, files: readonly SqlFile[]): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(platformSql);
  for (const file of files) await sql.unsafe(file.sql);
  await sql.end();
}
