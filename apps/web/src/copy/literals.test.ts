import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const source = join(import.meta.dirname, "..");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => /^(?:app|components|copy|features)\/.*(?<!\.test)\.tsx?$/.test(name))
  .map((name): [name: string, text: string] => [name, withoutComments(name)]);

/** Text between tags is the linter's to find; it cannot tell a label from a class name. */
describe("the sources of the pages", () => {
  it.each([
    ["attributes", /\b(?:aria-label|title|placeholder|alt|label|body)="[^"]*[A-Za-z]{2}[^"]*"/g],
    ["sentences", /["`][A-Z][a-z’]+(?:,? (?:[a-z’]+|\$\{[^}]*\}))+[^"`\n]*["`]/g],
  ])("have no %s of their own: all words are in the catalogue", (_kind, pattern) => {
    const found = files.flatMap(([name, text]) =>
      [...text.matchAll(pattern)].map(([literal]) => `${name}: ${literal}`),
    );
    expect(found).toEqual([]);
  });

  it("show what people typed through Typed, or in a message, and never as it is", () => {
    const bare = /(?:^\s*|>)\{(?:(?:\w+\??\.)+title|(?:\w+\??\.)*(?:name|firstName|reason))\}/gm;
    const found = files
      .filter(([name]) => !name.startsWith("app/sign-in/")) // its names are ours
      .flatMap(([name, text]) => [...text.matchAll(bare)].map(([shown]) => `${name}: ${shown}`));
    expect(found).toEqual([]);
  });
});

/** A source without its comments and error messages, which no page shows. */
function withoutComments(name: string): string {
  return readFileSync(join(source, name), "utf8")
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/^\s*\/\/.*$/gm, "")
    .replaceAll(/new \w*Error\([^)]*\)/g, "");
}
