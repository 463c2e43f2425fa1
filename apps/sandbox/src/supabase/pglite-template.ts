import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";

// packages/db/tools/embedded-database.ts reads and writes the same file.
const cacheDir = fileURLToPath(new URL("../../../../node_modules/.cache/pglite/", import.meta.url));
const packageSchema = z.object({ version: z.string() });

/**
 * An empty, initialised database as a tar file. PGlite takes about 6 s of CPU to create one, so
 * this creates it once per machine and PGlite version; loading it takes under 1 s.
 */
export async function loadTemplate(): Promise<Blob> {
  const file = join(cacheDir, `empty-${pgliteVersion()}.tar`);
  if (!existsSync(file)) await makeTemplate(file);
  return new Blob([readFileSync(file)]);
}

async function makeTemplate(file: string): Promise<void> {
  const database = await PGlite.create();
  const tar = await database.dumpDataDir("none");
  await database.close();

  mkdirSync(cacheDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, Buffer.from(await tar.arrayBuffer()));
  renameSync(draft, file); // concurrent starts write the same content
}

function pgliteVersion(): string {
  // The package does not export its package.json, so it is read next to its entry file.
  const file = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  return packageSchema.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}
