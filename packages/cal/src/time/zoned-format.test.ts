import { describe, expect, it } from "vitest";
import { cityOf, formerCityOf, zoneLabel } from "./zone-label.ts";
import { zonedFormat } from "./zoned-format.ts";

const at = (iso: string): number => Date.parse(iso);

describe("zonedFormat", () => {
  const timeAt = zonedFormat({ hour: "2-digit", minute: "2-digit" });
  const text = (instant: number, locale: string, timeZone: string) =>
    timeAt(instant, { locale, timeZone })
      .map(({ value }) => value)
      .join("");

  it("reads the clock of the zone and writes it as the locale does", () => {
    const instant = at("2026-12-15T20:00:00Z");

    expect(text(instant, "en-GB", "Asia/Kathmandu")).toBe("01:45");
    expect(text(instant, "en-GB", "America/Denver")).toBe("13:00");
    expect(text(instant, "en-US", "America/Denver")).toMatch(/^01:00\sPM$/);
  });

  it("agrees with the runtime's own zones across a clock change", () => {
    const own = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      timeZone: "Europe/London",
    });
    for (let hour = -30; hour < 30; hour += 1) {
      const instant = at("2026-10-25T01:00:00Z") + hour * 1_800_000;
      expect(text(instant, "en-GB", "Europe/London")).toBe(own.format(instant));
    }
  });

  it("refuses an unknown zone", () => {
    expect(() => text(0, "en-GB", "Mars/Olympus")).toThrow(RangeError);
  });
});

describe("zoneLabel", () => {
  it.each([
    ["Europe/London", "2026-07-01T12:00:00Z", "London, UTC+1"],
    ["Europe/London", "2026-12-01T12:00:00Z", "London, UTC+0"],
    ["Asia/Kolkata", "2026-12-01T12:00:00Z", "Kolkata, UTC+5:30"],
    ["America/St_Johns", "2026-12-01T12:00:00Z", "St Johns, UTC−3:30"],
    ["America/Argentina/Buenos_Aires", "2026-12-01T12:00:00Z", "Buenos Aires, UTC−3"],
    ["Asia/Katmandu", "2026-12-01T12:00:00Z", "Kathmandu, UTC+5:45"],
    ["Etc/GMT+5", "2026-12-01T12:00:00Z", "UTC−5"],
    ["UTC", "2026-12-01T12:00:00Z", "UTC"],
  ])("names %s at %s", (timeZone, instant, label) => {
    expect(zoneLabel(at(instant), timeZone)).toBe(label);
  });

  it("needs only the name for the city", () => {
    expect(cityOf("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  });

  it.each([
    ["Asia/Calcutta", "Calcutta"],
    ["Asia/Kolkata", "Calcutta"],
    ["Europe/Kyiv", "Kiev"],
    ["Asia/Ho_Chi_Minh", "Saigon"],
    ["Europe/London", null],
  ])("knows what the city of %s was called before: %s", (timeZone, former) => {
    expect(formerCityOf(timeZone)).toBe(former);
  });
});
