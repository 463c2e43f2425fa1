import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Mutant } from "./mutant.ts";
import { schemaChange } from "./schema-change.ts";

/** After every other one. */
const lastMigration = "packages/db/supabase/migrations/99999999999999_mutant.sql";

export interface RepositoryCopy {
  readonly folder: string;
  /**
   * Breaks the copy while `work` runs.
   *
   * @throws {Error} when the mutant does not apply exactly once
   */
  withMutant<Result>(mutant: Mutant, work: () => Promise<Result>): Promise<Result>;
  remove(): void;
}

/**
 * Copies what git does not ignore, as it is now, to a temporary folder. Packages link to each other there; what is
 * installed is shared.
 */
export function copyRepository(root: string): RepositoryCopy {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "reslot-mutants-")));
  const listed = execFileSync("git", ["ls-files", "-coz", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  const isFile = (file: string) =>
    lstatSync(join(root, file), { throwIfNoEntry: false })?.isFile() === true;
  const files = listed.split("\0").filter((file) => file && isFile(file));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const home of files.filter((file) => /^(?:apps|packages)\/[^/]+\/package\.json$/.test(file)))
    copyLinks(join(root, dirname(home)), join(folder, dirname(home)));
  return {
    folder,
    withMutant: (mutant, work) => withMutant(folder, mutant, work),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The links of a package to what it depends on; they are relative, so those to packages lead into the copy. */
function copyLinks(from: string, to: string): void {
  const installed = join(from, "node_modules");
  if (!existsSync(installed)) return;
  const scopes = readdirSync(installed).filter((name) => name.startsWith("@"));
  for (const parent of ["", ...scopes]) {
    mkdirSync(join(to, "node_modules", parent), { recursive: true });
    for (const name of readdirSync(join(installed, parent))) {
      const link = join(installed, parent, name);
      if (!lstatSync(link).isSymbolicLink()) continue;
      symlinkSync(readlinkSync(link), join(to, "node_modules", parent, name));
    }
  }
}

async function withMutant<Result>(
  folder: string,
  mutant: Mutant,
  work: () => Promise<Result>,
): Promise<Result> {
  const file = join(folder, mutant.file);
  const original = readFileSync(file, "utf8");
  const mutated = applyMutant(mutant, original);
  writeFileSync(file, mutated);
  if (file.endsWith(".sql")) {
    writeFileSync(join(folder, lastMigration), schemaChange(original, mutated));
  }
  try {
    return await work();
  } finally {
    writeFileSync(file, original);
    rmSync(join(folder, lastMigration), { force: true });
  }
}

/** @throws {Error} when the text that it changes does not occur exactly once */
export function applyMutant({ name, before, after }: Mutant, text: string): string {
  const [head = "", tail, ...more] = text.split(before);
  if (tail === undefined || more.length > 0) {
    throw new Error(`"${name}" applies ${tail === undefined ? 0 : more.length + 1} times.`);
  }
  return head + after + tail;
}
