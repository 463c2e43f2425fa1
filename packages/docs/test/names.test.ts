import { expect, it } from "vitest";
import { codeIn, documents, files, read } from "./repository.ts";

const isSource = (path: string) =>
  /\.(?:tsx?|mjs|sql|json|yaml|prisma|css)$|\.env\.example$/.test(path) &&
  !path.startsWith("packages/docs/") &&
  path !== "pnpm-lock.yaml";

const withoutComments = (text: string) =>
  text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*(?:\/\/|--).*$/gm, "");

const source = new Set(
  files
    .filter(isSource)
    .flatMap((path) => withoutComments(read(path)).match(/[A-Za-z_$][\w$]*/g) ?? []),
);

/** Names as programs write them: camelCase, PascalCase, snake_case, UPPER_CASE, also with dots. */
const looksLikeCode = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\(\))?$/;
const isOneWord = /^[a-z]+$|^[A-Z][a-z]+$/;

/** Names of Node and pg-boss, and one that a command takes as an example. */
const foreign = new Set(["uncaughtException", "singleton_key", "add_something"]);

it("every name of code in a document occurs in the source", () => {
  const named = documents.flatMap((document) =>
    codeIn(read(document))
      .flatMap((code) => code.split(/[\s,{}:=]+/))
      .filter((word) => looksLikeCode.test(word) && !isOneWord.test(word))
      .filter((word) => !/\.(?:tsx?|mjs|sql|json|md|prisma|test)$/.test(word))
      .map((word) => [word, document] as const),
  );
  const unknown = named.filter(([word]) => {
    const parts = word.replace("()", "").split(".");
    return !parts.every((part) => source.has(part) || foreign.has(part));
  });

  expect(named.length).toBeGreaterThan(300);
  expect(unknown.map(([word, document]) => `${document}: ${word}`)).toEqual([]);
});
