import format, { type CompiledMessage, type FormatOptions } from "icu-minify/format";
import { isolate, isolated, plainText } from "./plain-text.ts";
import type { MessagePart, Namespace, Translate } from "./types.ts";

/** The compiled messages of one namespace, by dotted path. */
export type CompiledMessages = Readonly<Record<string, CompiledMessage>>;

type Values = Readonly<Record<string, string | number>>;

/** The arguments that a person elsewhere typed. Every other one is ours. */
export const foreignArguments: ReadonlySet<string> = new Set([
  "coach",
  "mentee",
  "name",
  "other",
  "reason",
  "title",
]);

/**
 * Words compiled messages. Works in browsers and servers alike; `locale` decides plurals and digits. What
 * people typed turns no word of ours round, and has no invisible characters.
 */
export function translatorOf<Name extends Namespace>(
  messages: CompiledMessages,
  locale: string,
): Translate<Name>;
export function translatorOf(messages: CompiledMessages, locale: string) {
  const word = (key: string, values: Values) =>
    String(format(messages[key] ?? key, locale, values, { formatters }));
  const text = (key: string, values: Values = {}) => word(key, mapForeign(values, isolated));
  const parts = (key: string, values: Values = {}) =>
    partsOf(word(key, mapForeign(values, enclosed)));
  return Object.assign(text, { parts });
}

function mapForeign(values: Values, change: (text: string) => string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && foreignArguments.has(name) ? change(value) : value,
    ]),
  );
}

function enclosed(text: string): string {
  return `${isolate.start}${plainText(text)}${isolate.end}`;
}

/** Every second piece is foreign. */
function partsOf(text: string): MessagePart[] {
  return text
    .split(/[\u2068\u2069]/)
    .map((piece, index) => (index % 2 === 1 ? { foreign: piece } : piece))
    .filter((part) => part !== "");
}

const pluralRules = new Map<string, Intl.PluralRules>();
const numberFormats = new Map<string, Intl.NumberFormat>();

const formatters: FormatOptions["formatters"] = {
  getPluralRules: (locale, options) =>
    cached(
      pluralRules,
      `${String(locale)} ${options?.type}`,
      () => new Intl.PluralRules(locale, options),
    ),
  getNumberFormat: (locale) =>
    cached(numberFormats, String(locale), () => new Intl.NumberFormat(locale)),
  getDateTimeFormat: () => {
    throw new TypeError("Dates are formatted before they are put into a message.");
  },
};

function cached<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
