import { listDifferences, planMigration, readFacts } from "./compare.ts";
import { type EmbeddedDatabase, tryOut } from "./embedded-database.ts";

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
 * The migration that makes the database of all migrations, `current`, equal to the one that the schemas declare, proven
 * by applying it in a transaction that is rolled back.
 *
 * @throws {Error} for SQL that PostgreSQL rejects
 */
export async function createMigration(
  current: EmbeddedDatabase,
  declared: EmbeddedDatabase,
): Promise<CreatedMigration> {
  const [from, to] = [await readFacts(current.query), await readFacts(declared.query)];
  const { sql, drops } = planMigration(from, to);
  const remaining = await tryOut(current, async (migrated) => {
    await migrated.exec(sql);
    return listDifferences(await readFacts(migrated.query), to);
  });
  return { differences: listDifferences(from, to), sql, drops, remaining };
}
