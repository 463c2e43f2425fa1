import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import type { Query } from "./query.ts";
import { platformSql, type SqlFile } from "./sql-files.ts";

// apps/sandbox/src/supabase/pglite-template.ts reads and writes the same file.
const cacheDir = fileURLToPath(new URL("../../../node_modules/.cache/pglite/", import.meta.url));
let template: Promise<Blob> | undefined;

/** Validates function bodies after loading: a body may refer to tables of later files. */
const CHECK_BODIES = `
set check_function_bodies = on;
do $$
declare
  definition text;
begin
  for definition in
    select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
  loop
    execute definition;
  end loop;
end $$`;

export interface EmbeddedDatabase {
  readonly query: Query;
  /** Runs any number of statements. */
  exec(sql: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A new database in memory, with Supabase's platform and the given files applied.
 *
 * @throws {Error} naming the file that PostgreSQL rejected
 */
export async function createDatabase(files: readonly SqlFile[]): Promise<EmbeddedDatabase> {
  const database = await PGlite.create({
    extensions: { btree_gist },
    loadDataDir: await (template ??= loadTemplate()),
  });
  await apply(database, { name: "platform.sql", sql: platformSql });
  await database.exec("set check_function_bodies = off");
  for (const file of files) await apply(database, file);
  await apply(database, { name: "the body of a function", sql: CHECK_BODIES });
  return {
    query: async <Row>(sql: string, parameters?: unknown[]) =>
      (await database.query<Row>(sql, parameters)).rows,
    exec: async (sql) => void (await database.exec(sql)),
    close: () => database.close(),
  };
}

/** Runs `work` in a transaction that is rolled back. What begins a transaction of its own there gets a savepoint. */
export async function tryOut<Result>(
  database: EmbeddedDatabase,
  work: (within: EmbeddedDatabase) => Promise<Result>,
): Promise<Result> {
  const query: Query = (sql, parameters) => {
    if (/^begin\b/i.test(sql)) return database.query("savepoint own");
    // Restores settings that are local to a transaction.
    if (/^(?:commit|rollback)\b/i.test(sql)) return database.query("rollback to savepoint own");
    return database.query(sql, parameters);
  };
  await database.exec("begin");
  try {
    return await work({ ...database, query });
  } finally {
    await database.exec("rollback");
  }
}

async function apply(database: PGlite, { name, sql }: SqlFile): Promise<void> {
  try {
    await database.exec(sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${name}: ${reason}`, { cause: error });
  }
}

/** An initialised, empty cluster. initdb takes PGlite seconds, so its result is cached per version. */
async function loadTemplate(): Promise<Blob> {
  const file = `${cacheDir}new-${pgliteVersion()}.tar`;
  if (!existsSync(file)) {
    const database = await PGlite.create();
    await database.exec("checkpoint"); // else every start replays initdb
    const tar = await database.dumpDataDir("none");
    await database.close();
    mkdirSync(cacheDir, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, Buffer.from(await tar.arrayBuffer()));
    renameSync(draft, file); // another process may be doing the same
  }
  return new Blob([readFileSync(file)]);
}

function pgliteVersion(): string {
  // package.json is not among the package's exports, so it is read beside its entry.
  const file = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  return /"version": "([^"]+)"/.exec(readFileSync(file, "utf8"))?.[1] ?? "unknown";
}
