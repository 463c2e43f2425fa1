import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

const packages = fileURLToPath(new URL("../../../", import.meta.url));
/** What is published. */
const published = ["api", "cal", "client", "db", "messages"] as const;

export interface Tarball {
  /** "@reslot/cal" */
  name: string;
  file: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    tarballs: readonly Tarball[];
    /** A folder outside the repository, empty but for the tarballs. */
    outside: string;
  }
}

/** Packs the packages, which `turbo run dist` has built, as `pnpm publish` would. */
export async function setup(project: TestProject): Promise<() => void> {
  const outside = mkdtempSync(join(tmpdir(), "reslot-packed-"));
  const tarballs = await Promise.all(published.map((name) => pack(name, outside)));
  project.provide("tarballs", tarballs);
  project.provide("outside", outside);
  return () => rmSync(outside, { recursive: true, force: true });
}

async function pack(name: string, folder: string): Promise<Tarball> {
  const file = join(folder, `reslot-${name}.tgz`);
  await promisify(execFile)("pnpm", ["pack", "--out", file], { cwd: join(packages, name) });
  return { name: `@reslot/${name}`, file };
}
