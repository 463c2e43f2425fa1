import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { messagesFor } from "../src/catalogue.ts";
import { de } from "../src/de/index.ts";
import { en } from "../src/en/index.ts";
import { pathsOf } from "../src/paths-of.ts";
import { argumentsOf, variantsOf } from "./variants-of.ts";

const english = new Map(pathsOf(en));
const german = pathsOf(de);
const pairs = german.map(([path, message]): [path: string, german: string, english: string] => [
  path,
  message,
  english.get(path) ?? "",
]);

/** "kind: scope noScope other": the branches of every select, and the argument of every plural. */
function branchesOf(message: string): Set<string> {
  const branches = new Set<string>();
  const collect = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type !== TYPE.select && element.type !== TYPE.plural) continue;
      const names = element.type === TYPE.select ? Object.keys(element.options).toSorted() : [];
      branches.add([`${element.value}:`, ...names].join(" "));
      for (const { value } of Object.values(element.options)) collect(value);
    }
  };
  collect(parse(message));
  return branches;
}

/** The plural categories of a message without those that its language needs. */
function wantingCategories(message: string, language: string): string[] {
  const wanting: string[] = [];
  const collect = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type !== TYPE.select && element.type !== TYPE.plural) continue;
      if (element.type === TYPE.plural) {
        const type = element.pluralType ?? "cardinal";
        const needed = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
        const isSame = Object.keys(element.options).every((key) => key === "other" || key === "=0");
        wanting.push(...needed.filter((each) => !isSame && !Object.hasOwn(element.options, each)));
      }
      for (const { value } of Object.values(element.options)) collect(value);
    }
  };
  collect(parse(message));
  return wanting;
}

describe("German", () => {
  it("has the messages of English, and no other", () => {
    expect(german.map(([path]) => path).toSorted()).toEqual([...english.keys()].toSorted());
  });

  it("has the same arguments in each message", () => {
    const other = pairs.filter(
      ([, message, original]) =>
        [...argumentsOf(message)].toSorted().join() !==
        [...argumentsOf(original)].toSorted().join(),
    );
    expect(other.map(([path]) => path)).toEqual([]);
  });

  it("has the same branches in each message", () => {
    const other = pairs.filter(
      ([, message, original]) =>
        [...branchesOf(message)].toSorted().join() !== [...branchesOf(original)].toSorted().join(),
    );
    expect(other.map(([path]) => path)).toEqual([]);
  });

  it("leaves no message in English", () => {
    const same = pairs.filter(
      ([, message, original]) => message === original && /[a-z]{3} [a-z]{2}/.test(message),
    );
    expect(same.map(([path]) => path)).toEqual([]);
  });

  it("says du, has its own quotation marks, and no stray spaces", () => {
    const texts = german.flatMap(([path, message]) =>
      variantsOf(message).map((text): [string, string] => [path, text]),
    );
    const odd = /[a-zäöüß,] (?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b|“[^“„]*”|"|^ | $| {2}|!/;
    expect(texts.filter(([, text]) => odd.test(text))).toEqual([]);
  });

  it("ends no sentence with a length or a day, whose abbreviation has a full stop of its own", () => {
    const doubled = german.filter(([, message]) =>
      /\{(?:ago|current|day|later|length|next)\}\./.test(message),
    );
    expect(doubled.map(([path]) => path)).toEqual([]);
  });
});

it("German says when, who and what as people do", () => {
  const day = "Mo., 14. Dez.";
  const slots = messagesFor("de", "slots");
  const sheet = messagesFor("de", "moveSheet");
  const review = messagesFor("de", "review");
  const mentee = { audience: "mentee", coach: "Sam", mentee: "Maya", name: "Sam" };
  const coach = { ...mentee, audience: "coach", name: "Maya" };
  expect([
    slots("goodNear", { day }),
    slots("offeredNear", { ...mentee, day }),
    slots("shifted", { ...mentee, time: `${day}, 11:00` }),
    sheet("title", { name: "Maya" }),
    sheet("none", { shared: "yes", day }),
    review("chips.busy", coach),
    messagesFor("de", "pick")("checks.read", { ...coach, count: 2, ago: "vor 5 Min." }),
  ]).toEqual([
    "Gute Zeiten rund um Mo., 14. Dez.",
    "Sam ist rund um Mo., 14. Dez. frei",
    "Die Zeiten von Sam haben sich geändert: Am Mo., 14. Dez., 11:00 beginnt nichts mehr.",
    "Termin mit Maya verschieben",
    "Keine gemeinsame Zeit rund um Mo., 14. Dez.",
    "Maya scheint dann belegt zu sein",
    "Gelesen vor 5 Min.: 2 Kalender von Maya",
  ]);
});

describe.each(["en", "de"] as const)("plurals in %s", (language) => {
  it("have every category that the language needs", () => {
    const messages = language === "en" ? [...english] : german;
    const wanting = messages.flatMap(([path, message]) =>
      wantingCategories(message, language).map((category) => `${path}: ${category}`),
    );
    expect(wanting).toEqual([]);
  });
});

it("numbers and plurals follow the language", () => {
  const t = messagesFor("de", "time");
  expect([t("daysAgo", { count: 1 }), t("daysAgo", { count: 2_000 })]).toEqual([
    "vor 1 Tag",
    "vor 2.000 Tagen",
  ]);
  expect(messagesFor("de", "series")("place", { position: 3, rhythm: "weekly" })).toBe(
    "3. Termin einer wöchentlichen Serie",
  );
});
