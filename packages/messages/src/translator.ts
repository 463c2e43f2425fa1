import format, { type CompiledMessage, type FormatOptions } from "icu-minify/format";
import { isolated } from "./plain-text.ts";
import type { Namespace, Translate } from "./types.ts";

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
  return (key: string, values: Values = {}): string =>
    String(format(messages[key] ?? key, locale, withForeignIsolated(values), { formatters }));
}

function withForeignIsolated(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && foreignArguments.has(name) ? isolated(value) : value,
    ]),
  );
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
