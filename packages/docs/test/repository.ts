import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

const notOurs = new Set(["node_modules", ".git", ".local", ".next", ".turbo", "coverage", "dist"]);

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (notOurs.has(entry.name)) continue;
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

/** Every file of the repository, by its path from the root. */
export const files: readonly string[] = [...walk("")].toSorted();

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** What people read about the repository. */
export const documents: readonly string[] = files.filter(
  (path) => path.endsWith(".md") || path === ".cursorrules",
);

/** Words between backticks, outside code blocks. */
export function codeIn(text: string): string[] {
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

export interface Manifest {
  name: string;
  scripts?: Record<string, string>;
  exports?: Record<string, string>;
  dependencies?: Record<string, string>;
}

export const manifestOf = (folder: string): Manifest =>
  JSON.parse(read(folder ? `${folder}/package.json` : "package.json")) as Manifest;

/** The folders that have a manifest: "packages/api", "apps/web" … */
export const workspaces: readonly string[] = files
  .filter((path) => /^(?:apps|packages)\/[^/]+\/package\.json$/.test(path))
  .map((path) => path.slice(0, -"/package.json".length));
