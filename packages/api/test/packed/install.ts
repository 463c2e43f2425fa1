import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";

const run = promisify(execFile);

interface Program {
  /** Of the folder in which it is installed. */
  name: string;
  /** As in a manifest; ours come from the tarballs. */
  dependencies?: Readonly<Record<string, string>>;
  /** Which of our packages; all when left out. */
  ours?: readonly string[];
}

/**
 * Installs our tarballs, and what a program needs beside them, with npm in an empty folder.
 *
 * @returns the folder
 */
export async function installWithNpm({ name, dependencies = {}, ours }: Program): Promise<string> {
  const folder = join(inject("outside"), name);
  mkdirSync(folder, { recursive: true });
  const tarballs = inject("tarballs").filter((each) => ours?.includes(each.name) ?? true);
  const local = Object.fromEntries(tarballs.map((each) => [each.name, `file:${each.file}`]));
  const manifest = {
    name,
    private: true,
    type: "module",
    dependencies: { ...dependencies, ...local },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
  return folder;
}

/** Runs a program there; what it prints. */
export async function runIn(
  folder: string,
  [command = "", ...args]: string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await run(command, args, { cwd: folder, env: { ...process.env, ...env } });
  return stdout.trim();
}
