/** The languages that the catalogue has. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** How a person reads words, dates and times. */
export interface ReadingLocale {
  language: Language;
  /**
   * BCP 47: the language of the words in the person's own region, so that a reader of English in Germany sees
   * "13:00", and one in the United States "1:00 PM". What they chose follows as an extension: "en-GB-u-hc-h12".
   */
  locale: string;
}

/** What a person chose. */
export interface ReadingChoices {
  locale: Language | "auto";
  hourCycle: "h12" | "h23" | "auto";
  /** 0 = Sunday … 6 = Saturday; null: as in their region. */
  weekStart: number | null;
}

const homeRegions: Readonly<Record<Language, string>> = { en: "GB", de: "DE" };
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/**
 * The language and the form of dates for a person.
 *
 * @param device what their device asks for: an Accept-Language header, or one tag; null while that is not known
 */
export function readingLocale(
  { locale: chosen, hourCycle, weekStart }: ReadingChoices,
  device: string | null | undefined,
): ReadingLocale {
  const tags = tagsIn(device);
  const language =
    chosen === "auto"
      ? (firstOf(tags, ({ language: asked }) => asLanguage(asked)) ?? "en")
      : chosen;
  const region = firstOf(tags, (tag) => regionOf(tag)) ?? homeRegions[language];
  const day = weekStart === null ? undefined : weekdays[weekStart];
  const extension = [day && `-fw-${day}`, hourCycle !== "auto" && `-hc-${hourCycle}`]
    .filter(Boolean)
    .join("");
  return { language, locale: `${language}-${region}${extension && `-u${extension}`}` };
}

/** "de-AT": what is remembered of a device, to write to its owner when they are not here. */
export function deviceLocaleOf(device: string | null | undefined): string {
  return readingLocale({ locale: "auto", hourCycle: "auto", weekStart: null }, device).locale;
}

function tagsIn(device: string | null | undefined): Intl.Locale[] {
  return (device ?? "").split(",").flatMap((entry) => parsed(entry.split(";")[0]?.trim() ?? ""));
}

function parsed(tag: string): Intl.Locale[] {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return [];
  try {
    return [new Intl.Locale(tag).maximize()];
  } catch {
    return [];
  }
}

function firstOf<Value>(
  tags: readonly Intl.Locale[],
  read: (tag: Intl.Locale) => Value | undefined,
): Value | undefined {
  for (const tag of tags) {
    const value = read(tag);
    if (value !== undefined) return value;
  }
  return undefined;
}

function asLanguage(asked: string): Language | undefined {
  return languages.find((language) => language === asked);
}

function regionOf({ region }: Intl.Locale): string | undefined {
  return region && /^[A-Z]{2}$/.test(region) ? region : undefined;
}
