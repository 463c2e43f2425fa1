import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { codeIn, documents, files, manifestOf, read, workspaces } from "./repository.ts";

const top = new Set(files.map((path) => path.split("/")[0]));
const folders = new Set(files.flatMap((path) => parentsOf(path)));

function parentsOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Understands `*` within a name. */
function exists(path: string): boolean {
  const wanted = path.replace(/\/$/, "");
  if (!wanted.includes("*")) return folders.has(wanted) || files.includes(wanted);
  const escaped = wanted.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = new RegExp(`^${escaped.replaceAll("*", "[^/]*")}$`);
  return files.some((file) => pattern.test(file));
}

/** The folder of the package that a document belongs to; "" for the whole repository. */
const homeOf = (document: string) =>
  workspaces.find((folder) => document.startsWith(`${folder}/`)) ?? "";

const partsOfPackages = new Set(["src", "test", "examples", "supabase", "prisma"]);
const isName = /^[\w.-]+\.(?:tsx?|mjs|sql|json|md|prisma|css|yaml)$/;
const isPath = /^[\w.@[\]()*-]+(?:\/[\w.@[\]()*-]+)+\/?$/;

/** Whether a path is there, if it is one of the repository: from its root, or from the document's own package. */
function isGoodPath(path: string, document: string): boolean {
  if (path.startsWith("@") || path.startsWith(".local/")) return true;
  const [first = ""] = path.split("/");
  const home = homeOf(document);
  if (home !== "" && exists(`${home}/${path}`)) return true;
  const isOurs = top.has(first) || (home !== "" && partsOfPackages.has(first));
  return !isOurs || exists(path);
}

const isGoodName = (name: string) => files.some((file) => `/${file}`.endsWith(`/${name}`));

function isGood(word: string, document: string): boolean {
  if (isName.test(word)) return isGoodName(word);
  return !isPath.test(word) || isGoodPath(word, document);
}

const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .trim()
    .replaceAll(" ", "-");

const anchorsOf = (document: string) =>
  [...read(document).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));

function isGoodLink(target: string, document: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? document : posix.join(posix.dirname(document), path);
  if (!exists(file)) return false;
  return anchor === undefined || anchorsOf(file).includes(anchor);
}

describe("documents", () => {
  it("link to files and headings that exist", () => {
    const broken = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => !/^https?:/.test(target) && !isGoodLink(target, document))
        .map((target) => `${document}: ${target}`),
    );

    expect(broken).toEqual([]);
  });

  it("name paths and files that exist", () => {
    const words = documents.flatMap((document) =>
      codeIn(read(document)).flatMap((code) =>
        code.split(/[\s,]+/).map((word) => [word, document] as const),
      ),
    );
    const plain = [...read(".cursorrules").matchAll(/\b(?:packages|apps|docs)\/[\w./*-]*[\w*]/g)];
    const all = [...words, ...plain.map(([word]) => [word, ".cursorrules"] as const)];

    expect(all.length).toBeGreaterThan(200);
    const missing = all.filter(([word, document]) => !isGood(word, document));
    expect(missing.map(([word, document]) => `${document}: ${word}`)).toEqual([]);
  });

  it("name scripts that exist", () => {
    const scriptsOf = (folder: string) => Object.keys(manifestOf(folder).scripts ?? {});
    const folderOf = (name: string) => workspaces.find((each) => manifestOf(each).name === name);
    const missing = documents.flatMap((document) => {
      const text = read(document);
      const ofRoot = [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)]
        .map(([, script = ""]) => script)
        .filter((script) => !scriptsOf("").includes(script));
      const ofPackages = [...text.matchAll(/pnpm --filter (@reslot\/\w+) ([\w:-]+)/g)]
        .filter(([, name = "", script = ""]) => {
          const folder = folderOf(name);
          return folder === undefined || !scriptsOf(folder).includes(script);
        })
        .map(([command]) => command);
      return [...ofRoot, ...ofPackages].map((name) => `${document}: ${name}`);
    });

    expect(missing).toEqual([]);
  });
});
