import compile from "icu-minify/compile";
import { de } from "./de/index.ts";
import { en } from "./en/index.ts";
import { pathsOf } from "./paths-of.ts";
import type { Language } from "./reading-locale.ts";
import { type CompiledMessages, translatorOf } from "./translator.ts";
import type { Namespace, Translate, Translation } from "./types.ts";

export type { Language } from "./reading-locale.ts";

const languages: Readonly<Record<Language, Translation>> = { en, de };

/**
 * Words the messages of a namespace, for code that runs on servers.
 *
 * @param locale for plurals and digits, such as "en-GB"; the language itself when left out
 */
export function messagesFor<Name extends Namespace>(
  language: Language,
  name: Name,
  locale: string = language,
): Translate<Name> {
  return translatorOf<Name>(compiledMessages(language, name), locale);
}

const compiled = new Map<string, CompiledMessages>();

/**
 * The messages of a namespace in the form that `translatorOf` reads, compiled once: plain objects, which a server
 * component can hand to a client component.
 */
export function compiledMessages(language: Language, name: Namespace): CompiledMessages {
  const id = `${language} ${name}`;
  const known = compiled.get(id);
  if (known) return known;
  const messages = Object.fromEntries(
    pathsOf(languages[language][name]).map(([path, message]) => [
      path,
      structuredClone(compile(message)),
    ]),
  );
  compiled.set(id, messages);
  return messages;
}
