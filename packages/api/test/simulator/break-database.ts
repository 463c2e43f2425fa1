import type { Mutant } from "./mutants.ts";
import type { SimDatabase } from "./world/sim-database.ts";

/**
 * Takes guarantees out of the test's own database.
 *
 * @returns puts it back as it was, emptied
 * @throws {Error} when a piece of a function is not there any more: the mutant has to follow. The
 * functions are as they were then, for later tests share the database.
 */
export async function breakDatabase(
  database: SimDatabase,
  { functions = {}, statements = [], repairs = [] }: Mutant,
): Promise<() => Promise<void>> {
  const originals: string[] = [];
  const run = async (changes: readonly string[]) => {
    for (const statement of changes) await database.sql(statement);
  };
  try {
    for (const [name, changes] of Object.entries(functions)) {
      const original = await sourceOf(database, name);
      originals.push(original);
      await database.sql(changes.reduce((source, change) => replaceIn(source, change), original));
    }
    await run(statements);
  } catch (error) {
    await run(originals);
    throw error;
  }
  return async () => {
    await database.sql('truncate "RescheduleAttempts", "BookingEvents" cascade');
    await run([...originals, ...repairs]);
  };
}

async function sourceOf(database: SimDatabase, name: string): Promise<string> {
  const [row] = await database.sql<{ source: string }>(
    `select pg_get_functiondef('public.${name}'::regproc) as "source"`,
  );
  return row?.source ?? "";
}

function replaceIn(source: string, [from, to]: readonly [string, string]): string {
  if (!source.includes(from)) throw new Error(`The function no longer says: ${from}`);
  return source.replaceAll(from, to);
}
