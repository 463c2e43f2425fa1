import { broken as de } from "./de/broken.ts";
import { broken as en } from "./en/broken.ts";
import type { Language } from "./reading-locale.ts";

/** The words of a page that failed, in every language: by then nothing more may be loadable. */
const broken: Readonly<Record<Language, Readonly<Record<keyof typeof en, string>>>> = { en, de };

/** @param language of the page, as `<html lang>` has it */
export function brokenWords(language: string): (typeof broken)[Language] {
  return language === "de" ? broken.de : broken.en;
}
