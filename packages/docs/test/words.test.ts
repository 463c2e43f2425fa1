import { en } from "@reslot/messages/en";
import { describe, expect, it } from "vitest";
import { documents, files, read } from "./repository.ts";

/** Words that other code bases hardly use; each has a plain one. */
const idioms =
  "anew whoever somebody nobody everybody anybody meanwhile became begun stands beforehand besides knowingly patience surroundings".split(
    " ",
  );
/** Words that documents used for functions, procedures, checks and notifications. */
const houseTerms = "verb verbs door doors gate gates told tells toll drill crowd".split(" ");

function findWords(path: string, text: string, words: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return words
    .filter((word) => new RegExp(`\\b${word}\\b`).test(lower))
    .map((word) => `${path}: ${word}`);
}

/** The comments of a source file. In strings `//` follows a quote or a colon. */
function commentsOf(text: string): string {
  const comments = text.matchAll(/\/\*\*?([\s\S]*?)\*\/|(?<![:"'`])\/\/([^\n]*)/g);
  return [...comments].map(([, block, line]) => block ?? line ?? "").join("\n");
}

/** The lines of an SQL file that are comments, and its `comment on` statements. */
const sqlCommentsOf = (text: string) =>
  [...text.matchAll(/--([^\n]*)|comment on [\s\S]*?;/g)].map(([comment]) => comment).join("\n");

const isSource = (path: string) =>
  /^(?:apps|packages)\/[^/]+\/src\/.*\.tsx?$/.test(path) && !path.includes(".test.");

describe("plain words", () => {
  it("are used by every document", () => {
    const found = [...documents, ".env.example"].flatMap((path) =>
      findWords(path, read(path), [...idioms, ...houseTerms]),
    );

    expect(documents.length).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });

  it("are used by the comments of the source", () => {
    const sources = files.filter(isSource);
    const schemas = files.filter((path) => path.endsWith(".sql"));
    const found = [
      ...sources.flatMap((path) => findWords(path, commentsOf(read(path)), idioms)),
      ...schemas.flatMap((path) => findWords(path, sqlCommentsOf(read(path)), idioms)),
    ];

    expect(sources.length).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });

  it("are used by the messages that people read", () => {
    const sentencesOf = (words: object): string[] =>
      Object.values(words).flatMap((value: unknown) =>
        typeof value === "object" && value !== null ? sentencesOf(value) : [String(value)],
      );
    const sentences = sentencesOf(en);

    expect(sentences.length).toBeGreaterThan(200);
    expect(sentences.flatMap((text) => findWords(text, text, idioms))).toEqual([]);
  });
});
