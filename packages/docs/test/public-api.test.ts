import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { manifestOf, read, root } from "./repository.ts";

/** Every module that a package exports: its specifier and its file. */
const modules = ["api", "cal", "client", "db", "messages", "react"].flatMap((name) => {
  const { exports = {} } = manifestOf(`packages/${name}`);
  return Object.entries(exports).map(([path, file]) => ({
    specifier: `@reslot/${name}${path.slice(1)}`,
    file: join("packages", name, file),
  }));
});

/** The names in the export statements of a file; types are not there at run time. */
function statedNames(file: string): { values: string[]; types: string[] } {
  const text = read(file);
  const values: string[] = [];
  const types: string[] = [];
  for (const [, type, list = ""] of text.matchAll(/^export (type )?\{([^}]*)\}/gm)) {
    for (const item of list.split(",").map((each) => each.trim())) {
      if (item === "") continue;
      const isType = type !== undefined || item.startsWith("type ");
      (isType ? types : values).push(item.replace("type ", ""));
    }
  }
  const declared = text.matchAll(
    /^export (?:async )?(const|class|function|interface|type) (\w+)/gm,
  );
  for (const [, kind = "", name = ""] of declared) {
    (kind === "interface" || kind === "type" ? types : values).push(name);
  }
  return { values, types };
}

interface Row {
  name: string;
  meaning: string;
  user: string;
}

const page = read("docs/public-api.md");

/** The rows of a module's section. */
function rowsOf(specifier: string): Row[] {
  const [, section = ""] = page.split(`\n## ${specifier}\n`);
  const [rows = ""] = section.split("\n## ");
  return [...rows.matchAll(/^\| `([^`]+)` +\| (.*?) +\| `([^`]+)` +\|$/gm)].map(
    ([, name = "", meaning = "", user = ""]) => ({ name, meaning, user }),
  );
}

/** Whether a file imports a name from a module, or all of them at once. */
function uses(user: string, { name, specifier }: { name: string; specifier: string }): boolean {
  const text = read(user);
  if (text.includes(`export * from "${specifier}"`)) return true;
  const isWord = new RegExp(`\\b${name}\\b`);
  const lists = text.matchAll(
    new RegExp(`\\{([^{}]*)\\} (?:from |= await import\\()"${specifier}"`, "g"),
  );
  return [...lists].some(([, list = ""]) => isWord.test(list));
}

const sorted = (names: readonly string[]) => [...new Set(names)].toSorted();

describe("docs/public-api.md", () => {
  it("has a section for every module", () => {
    const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, title = ""]) => title);

    expect(sorted(sections)).toEqual(sorted(modules.map(({ specifier }) => specifier)));
  });

  it.each(modules)("lists exactly what $specifier exports", async ({ specifier, file }) => {
    const { values, types } = statedNames(file);
    const real: unknown = await import(join(root, file));

    expect(sorted(Object.keys(real as object))).toEqual(sorted(values));
    expect(sorted(rowsOf(specifier).map(({ name }) => name))).toEqual(
      sorted([...values, ...types]),
    );
  });

  it.each(modules)("names a user of each export of $specifier", ({ specifier }) => {
    const rows = rowsOf(specifier);

    expect(rows.filter(({ meaning }) => meaning === "")).toEqual([]);
    expect(rows.filter(({ name, user }) => !uses(user, { name, specifier }))).toEqual([]);
  });
});
