import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { z } from "zod";
import { type Migration, migrate } from "./migrate.ts";
import { platformSql } from "./platform-sql.ts";

// packages/db/tools/embedded-database.ts reads and writes the empty one.
const cacheDir = fileURLToPath(new URL("../../../../node_modules/.cache/pglite/", import.meta.url));
const packageSchema = z.object({ version: z.string() });
/** Fewer are applied more quickly than their database is written. */
const fewestKept = 10;
const mostKept = 3;

/**
 * An empty, initialised database as a tar file. PGlite takes about 6 s of CPU to create one, so
 * this creates it once per machine and PGlite version; loading it takes under 1 s.
 */
export async function loadTemplate(): Promise<Blob> {
  const file = join(cacheDir, `new-${pgliteVersion()}.tar`);
  if (!existsSync(file)) write(file, await dump(await PGlite.create()));
  return new Blob([readFileSync(file)]);
}

/**
 * What a new database starts from: one in which many migrations are applied already, which takes 2 s of CPU, or the
 * empty one. Kept per content of the migrations; a database in which one fails is not.
 *
 * @throws {Error} if a migration fails
 */
export async function loadTemplateFor(migrations: readonly Migration[]): Promise<Blob> {
  if (migrations.length < fewestKept) return loadTemplate();
  const file = join(cacheDir, `migrated-${keyOf(migrations)}.tar`);
  if (!existsSync(file)) {
    const database = await PGlite.create({
      extensions: { btree_gist },
      loadDataDir: await loadTemplate(),
    });
    await migrate(database, migrations);
    removeOldest();
    write(file, await dump(database));
  }
  return new Blob([readFileSync(file)]);
}

function keyOf(migrations: readonly Migration[]): string {
  const parts = migrations.map(({ file, sql }) => [file, sql]);
  return createHash("sha256")
    .update(JSON.stringify([pgliteVersion(), platformSql, parts]))
    .digest("hex")
    .slice(0, 16);
}

async function dump(database: PGlite): Promise<Buffer> {
  await database.exec("checkpoint"); // else every start replays what was written
  const tar = await database.dumpDataDir("none");
  await database.close();
  return Buffer.from(await tar.arrayBuffer());
}

function write(file: string, content: Buffer): void {
  mkdirSync(cacheDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, file); // concurrent starts write the same content
}

/** Each is 40 MB, and a change of a migration leaves one behind. */
function removeOldest(): void {
  const migrated = readdirSync(cacheDir)
    .filter((name) => /^migrated-\w+\.tar$/.test(name))
    .map((name) => join(cacheDir, name))
    .toSorted((a, b) => changedAt(b) - changedAt(a));
  for (const file of migrated.slice(mostKept - 1)) rmSync(file, { force: true });
}

/** 0 for a file that another start has removed. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function pgliteVersion(): string {
  // The package does not export its package.json, so it is read next to its entry file.
  const file = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  return packageSchema.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}
