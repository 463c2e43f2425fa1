import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";

const cacheDir = fileURLToPath(new URL("../../node_modules/.cache/supabase/", import.meta.url));
const packageSchema = z.object({ version: z.string() });

/**
 * An empty, initialised database as a tar file. PGlite makes one in about six seconds of CPU, so
 * it is made once per machine and PGlite version and loaded in under a second afterwards.
 */
export async function loadTemplate(): Promise<Blob> {
  const file = join(cacheDir, `pglite-${pgliteVersion()}.tar`);
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
  renameSync(draft, file); // several starters may do this at once; each writes the same thing
}

function pgliteVersion(): string {
  // package.json is not among the package's exports, so it is read beside its entry.
  const file = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  return packageSchema.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}
