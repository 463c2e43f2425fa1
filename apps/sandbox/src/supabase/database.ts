import { existsSync } from "node:fs";
import { join } from "node:path";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { createPgliteConnection, type PgliteConnection } from "@supabase/lite/pglite";
import { batchSettings } from "./batch-settings.ts";
import { lockDirectory } from "./directory-lock.ts";
import { applyFidelity, timestampAsJson } from "./fidelity.ts";
import { migrate, readMigrations } from "./migrate.ts";
import { loadTemplateFor } from "./pglite-template.ts";

const TIMESTAMPTZ = 1184;

export interface OpenDatabase {
  readonly connection: PgliteConnection;
  close(): Promise<void>;
}

/**
 * Opens the database in a folder, or in memory without one, and applies new migrations.
 *
 * @throws {Error} if another process owns the folder, or a migration fails
 */
export async function openDatabase(options: {
  dir: string | undefined;
  migrationsDir: string;
}): Promise<OpenDatabase> {
  const { dir, migrationsDir } = options;
  const migrations = readMigrations(migrationsDir);
  const unlock = dir ? lockDirectory(dir) : () => undefined;
  try {
    const isNew = !dir || !existsSync(join(dir, "PG_VERSION"));
    const connection = await createPgliteConnection({
      url: dir ?? "memory://",
      pgliteOptions: {
        extensions: { btree_gist },
        parsers: { [TIMESTAMPTZ]: timestampAsJson },
        ...(isNew && { loadDataDir: await loadTemplateFor(migrations) }),
      },
    });
    await connection.driver.waitReady;
    await migrate(connection.driver, migrations);
    applyFidelity(connection);
    batchSettings(connection.driver);
    await connection.clearSchemaCache();
    return {
      connection,
      async close() {
        await connection.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
