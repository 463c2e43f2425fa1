import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { platformSql } from "./platform-sql.ts";

const FILE_NAME = /^(\d{14})_([a-z0-9_]+)\.sql$/;

interface Applied {
  readonly version: string;
  readonly statements: readonly string[] | null;
}

/**
 * Applies every migration of a folder that this database has not seen, oldest first, each in one
 * transaction. They are written down where the `supabase` command writes them, so both agree.
 *
 * @throws {Error} when a file is misnamed, fails, or changed after it was applied here.
 */
export async function migrate(database: PGlite, migrationsDir: string): Promise<void> {
  await database.exec(platformSql);
  const { rows } = await database.query<Applied>(
    "select version, statements from supabase_migrations.schema_migrations",
  );
  const applied = new Map(rows.map((row) => [row.version, row.statements?.join("\n")]));

  for (const file of readdirSync(migrationsDir).toSorted()) {
    const [, version, name] = FILE_NAME.exec(file) ?? [];
    if (!version || !name)
      throw new Error(`${file} is not named like 20260131120000_some_words.sql.`);
    const sql = readFileSync(join(migrationsDir, file), "utf8");
    if (!applied.has(version)) await applyMigration(database, { version, name, sql });
    else if (applied.get(version) !== sql)
      throw new Error(`${file} changed after it was applied to this database. Run npm run reset.`);
  }
}

async function applyMigration(
  database: PGlite,
  { version, name, sql }: { version: string; name: string; sql: string },
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
    throw new Error(`Migration ${version}_${name}.sql failed: ${reason}`, { cause: error });
  }
}
