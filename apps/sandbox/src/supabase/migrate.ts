import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { platformSql } from "./platform-sql.ts";

const FILE_NAME = /^(\d{14})_([a-z0-9_]+)\.sql$/;

interface Applied {
  readonly version: string;
  readonly statements: readonly string[] | null;
}

export interface Migration {
  readonly file: string;
  readonly version: string;
  readonly name: string;
  readonly sql: string;
}

/**
 * The migrations in a folder, oldest first.
 *
 * @throws {Error} for a file name without a version
 */
export function readMigrations(dir: string): Migration[] {
  return readdirSync(dir)
    .toSorted()
    .map((file) => {
      const [, version, name] = FILE_NAME.exec(file) ?? [];
      if (!version || !name)
        throw new Error(`${file} is not named like 20260131120000_some_words.sql.`);
      return { file, version, name, sql: readFileSync(join(dir, file), "utf8") };
    });
}

/**
 * Applies every new migration, each in one transaction, and records it where the `supabase` command
 * does, so that both agree.
 *
 * @throws {Error} if one fails, or was changed or removed after it was applied
 */
export async function migrate(database: PGlite, migrations: readonly Migration[]): Promise<void> {
  await database.exec(platformSql);
  const { rows } = await database.query<Applied>(
    "select version, statements from supabase_migrations.schema_migrations",
  );
  const applied = new Map(rows.map((row) => [row.version, row.statements?.join("\n")]));

  const known = new Set(migrations.map(({ version }) => version));
  const removed = [...applied.keys()].find((version) => !known.has(version));
  if (removed)
    throw new Error(
      `Migration ${removed} was applied to this database and is gone. Run npm run reset.`,
    );

  for (const migration of migrations) {
    const { version, file, sql } = migration;
    if (!applied.has(version)) await applyMigration(database, migration);
    else if (applied.get(version) !== sql)
      throw new Error(`${file} changed after it was applied to this database. Run npm run reset.`);
  }
}

async function applyMigration(
  database: PGlite,
  { file, version, name, sql }: Migration,
): Promise<void> {
  try {
    await database.transaction(async (transaction) => {
      await transaction.exec(sql);
      await transaction.query(
        "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
        [version, name, [sql]],
      );
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} failed: ${reason}`, { cause: error });
  }
}
