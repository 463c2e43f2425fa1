import { describe, expect, it } from "vitest";
import { pathsOf } from "../src/paths-of.ts";
import { en } from "../src/en/index.ts";
import { argumentsOf, variantsOf } from "./variants-of.ts";

const messages = pathsOf(en);
const texts = messages.flatMap(([path, message]) =>
  variantsOf(message).map((text): [path: string, text: string] => [path, text]),
);

/** The paths whose text matches, so that a failure names the message. */
const pathsWith = (pattern: RegExp) =>
  texts.filter(([, text]) => pattern.test(text)).map(([path, text]) => `${path}: ${text}`);

/** Sentences that the requirements fix, letter by letter. */
const fixed = new Map([
  [
    "pick.warning.notConnected",
    "We can't check your calendar for conflicts without access. The times shown are based on the coach's availability. Want to connect your Cal.com account now?",
  ],
  [
    "notification.makeSure",
    "Make sure this time works for you. Let us know if you need to change it.",
  ],
]);

const all = new Map(messages);

describe("every message", () => {
  it("is valid ICU with plain argument names", () => {
    const names = messages.flatMap(([, message]) => [...argumentsOf(message)]);
    expect(names.filter((name) => !/^[a-z][A-Za-z]*$/.test(name))).toEqual([]);
  });

  it("prints the number of a plural, which a select within it would lose", () => {
    expect(pathsWith(/#/)).toEqual([]);
  });

  it("uses words that everyone knows", () => {
    const houseWords =
      /\b(?:anew|whoever|somebody|nobody|everybody|anybody|meanwhile|became|begun|stands?|beforehand|besides|knowingly|patience|surroundings)\b/i;
    expect(pathsWith(houseWords)).toEqual([]);
  });

  it("keeps a calm tone: no exclamation marks, apologies or pleading", () => {
    expect(pathsWith(/!|\bplease\b|\bsorry\b|\boops\b/i)).toEqual([]);
  });

  it("says email, never mail", () => {
    expect(pathsWith(/\bmails?\b/i)).toEqual([]);
  });

  it("has no stray spaces and typographic apostrophes, unless the requirements fix the text", () => {
    const untidy = pathsWith(/^ | $| {2}|[A-Za-z]'[a-z]/).filter(
      (found) => !fixed.has(found.split(":")[0] ?? ""),
    );
    expect(untidy).toEqual([]);
  });

  it("calls people by name or you, and by role only where no name is known", () => {
    const nameless =
      /^(?:meeting\.roles\.|pick\.warning\.notConnected:|errors\.codes\.MENTEE_CONFLICT)/;
    const byRole = texts
      .map(([path, text]) => `${path}: ${text.replaceAll(/\{\w+\}/g, "…")}`)
      .filter((found) => /: .*\b(?:coach|mentee)s?\b/i.test(found));
    expect(byRole.filter((found) => !nameless.test(found))).toEqual([]);
  });

  it("ends with punctuation when it is made of sentences", () => {
    const unfinished = texts.filter(
      ([path, text]) => !isHeading(path) && /[.?] [A-Z{“]/.test(text) && !/[.?:…]$/.test(text),
    );
    expect(unfinished).toEqual([]);
  });

  it("ends with a full stop where its name says that it is a sentence", () => {
    const unfinished = texts.filter(
      ([path, text]) =>
        /^errors\.codes\.\w+\.next$|\.(?:body|lead)$/.test(path) && !/[.?:]$/.test(text),
    );
    expect(unfinished).toEqual([]);
  });

  it("has headings without a full stop", () => {
    expect(texts.filter(([path, text]) => isHeading(path) && text.endsWith("."))).toEqual([]);
  });

  it("keeps the sentences that the requirements fix", () => {
    for (const [path, text] of fixed) expect(all.get(path)).toBe(text);
  });
});

function isHeading(path: string): boolean {
  return /(?:^|\.)(?:\w*title|heading|label|what)$/i.test(path) && path !== "frame.offline.title";
}
