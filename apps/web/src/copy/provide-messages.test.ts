import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const source = join(import.meta.dirname, "..");
const layout = join(source, "app/(app)/layout.tsx");
const pages = globSync("app/(app)/**/page.tsx", { cwd: source });

/** The namespaces that a page or a layout sends to the browser. */
function providedBy(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const [, names = ""] = /\bnames(?:=\{| = )?(\[[^\]]*\])/.exec(text) ?? [];
  const [, constant = ""] = /\bconst \w+ = (\["[^\]]*\]) as const;/.exec(text) ?? [];
  return [...(names || constant).matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
}

/** The namespaces that client components read which a file imports, directly or not. */
function usedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const text = readFileSync(file, "utf8");
  const own = [...text.matchAll(/\buseMessages\("(\w+)"\)/g)].map(([, name = ""]) => name);
  const imported = [...text.matchAll(/\b(?:from|import\()\s*"((?:@|\.{1,2})\/[^"]+\.tsx?)"/g)].map(
    ([, path = ""]) =>
      path.startsWith("@/") ? join(source, path.slice(2)) : join(dirname(file), path),
  );
  return new Set([...own, ...imported.flatMap((path) => [...usedBy(path, seen)])]);
}

describe("the messages that are sent to the browser", () => {
  it("are on every page those that the layout uses", () => {
    expect(providedBy(layout).toSorted()).toEqual([...usedBy(layout)].toSorted());
  });

  it.each(pages)("are beside them what %s uses, and no more", (page) => {
    const file = join(source, page);
    const missing = [...usedBy(file)].filter((name) => !providedBy(layout).includes(name));
    expect(providedBy(file).toSorted()).toEqual(missing.toSorted());
  });
});
