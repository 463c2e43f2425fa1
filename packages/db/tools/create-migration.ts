import { listDifferences, planMigration, readFacts } from "./compare.ts";
import { createDatabase } from "./embedded-database.ts";
import type { SqlFile } from "./sql-files.ts";

export interface CreatedMigration {
  /** How the migrations differ from the schemas, one line each. */
  readonly differences: readonly string[];
  /** The SQL of the next migration. */
  readonly sql: string;
  readonly drops: readonly string[];
  /** What still differs once it is applied: pg-delta cannot plan it. */
  readonly remaining: readonly string[];
}

/**
 * The migration that makes the database of all migrations equal to the one that the schemas declare, proven by
 * applying it.
 *
 * @throws {Error} for SQL that PostgreSQL rejects
 */
export async function createMigration(
  migrations: readonly SqlFile[],
  schemas: readonly SqlFile[],
): Promise<CreatedMigration> {
  const [current, declared] = await Promise.all([
    createDatabase(migrations),
    createDatabase(schemas),
  ]);
  try {
    const [from, to] = [await readFacts(current.query), await readFacts(declared.query)];
    const differences = listDifferences(from, to);
    const { sql, drops } = planMigration(from, to);
    await current.exec(sql);
    const remaining = listDifferences(await readFacts(current.query), to);
    return { differences, sql, drops, remaining };
  } finally {
    await Promise.all([current.close(), declared.close()]);
  }
}
