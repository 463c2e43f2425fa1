import { describe, expect, it } from "vitest";
import { deviceLocaleOf, readingLocale } from "../src/reading-locale.ts";

const auto = { locale: "auto", hourCycle: "auto", weekStart: null } as const;

describe("readingLocale", () => {
  it.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de", "de-AT"],
    ["en-US,en;q=0.9", "en", "en-US"],
    ["fr-CH,de;q=0.7,en;q=0.5", "de", "de-CH"],
    ["fr,es;q=0.5", "en", "en-FR"],
    ["zh-Hans-CN", "en", "en-CN"],
    ["sr-Latn-RS-x-private, tlh, *;q=0.1", "en", "en-GB"],
    ["", "en", "en-GB"],
    [null, "en", "en-GB"],
  ])("reads %j as %s, in the form of %s", (device, language, locale) => {
    expect(readingLocale(auto, device)).toEqual({ language, locale });
  });

  it("keeps the region of the device for a language that was chosen", () => {
    expect(readingLocale({ ...auto, locale: "de" }, "en-US")).toEqual({
      language: "de",
      locale: "de-US",
    });
    expect(readingLocale({ ...auto, locale: "de" }, null).locale).toBe("de-DE");
  });

  it("adds the clock and the first day of the week that were chosen, in a form that Intl reads", () => {
    const { locale } = readingLocale({ locale: "de", hourCycle: "h12", weekStart: 0 }, "de-DE");

    expect(locale).toBe("de-DE-u-fw-sun-hc-h12");
    expect(Intl.getCanonicalLocales(locale)).toEqual([locale]);
    const clock = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
    expect(clock.hourCycle).toBe("h12");
  });

  it("remembers a device by language and region", () => {
    expect(deviceLocaleOf("de-AT-1996,de;q=0.9")).toBe("de-AT");
    expect(deviceLocaleOf(deviceLocaleOf("fr-FR"))).toBe("en-FR");
  });
});
