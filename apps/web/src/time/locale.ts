const fallback = "en-GB";

/**
 * The locale in which dates and times are written: the language of our words (English) with the
 * person's own region, so that a reader in Germany sees "15 Dec, 13:00" and one in the United
 * States "Dec 15, 1:00 PM", each with their first day of the week.
 *
 * @param acceptLanguage the header of that name, or `navigator.languages` joined by commas
 */
export function localeFrom(acceptLanguage: string | null | undefined): string {
  for (const entry of (acceptLanguage ?? "").split(",")) {
    const locale = inEnglish(entry.split(";")[0]?.trim() ?? "");
    if (locale) return locale;
  }
  return fallback;
}

function inEnglish(tag: string): string | null {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return null;
  try {
    const { region } = new Intl.Locale(tag).maximize();
    return region && /^[A-Z]{2}$/.test(region) ? `en-${region}` : null;
  } catch {
    return null;
  }
}
