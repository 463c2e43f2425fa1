import { describe, expect, it } from "vitest";
import { parseFeed } from "./parse-feed.ts";

const feed = (...lines: string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR"].join("\r\n");
const event = (...lines: string[]): string[] => ["BEGIN:VEVENT", ...lines, "END:VEVENT"];
const times = (text: string): string[][] | undefined =>
  parseFeed(text)?.busy.map(({ start, end }) =>
    [start, end].map((ms) => new Date(ms).toISOString()),
  );

describe("parseFeed", () => {
  it("reads the name, and events in UTC", () => {
    const parsed = parseFeed(
      feed(
        "X-WR-CALNAME:Mentee Cal",
        ...event("SUMMARY:Busy one", "DTSTART:20261201T143000Z", "DTEND:20261201T153000Z"),
      ),
    );
    expect(parsed).toEqual({
      name: "Mentee Cal",
      busy: [
        {
          start: Date.parse("2026-12-01T14:30:00Z"),
          end: Date.parse("2026-12-01T15:30:00Z"),
          title: "Busy one",
        },
      ],
    });
  });

  it("reads an all-day event as UTC midnight to midnight, with or without an end", () => {
    const day = ["2026-12-02T00:00:00.000Z", "2026-12-03T00:00:00.000Z"];
    const date = "DTSTART;VALUE=DATE:20261202";
    expect(times(feed(...event(date, "DTEND;VALUE=DATE:20261203")))).toEqual([day]);
    expect(times(feed(...event(date)))).toEqual([day]);
  });

  it("reads local times in their own zone, otherwise in the calendar's, otherwise in UTC", () => {
    const own = event("DTSTART;TZID=Europe/Berlin:20270329T090000", "DTEND:20270329T080000Z");
    const bare = event("DTSTART:20261201T090000", "DTEND:20261201T100000");
    expect(times(feed(...own))).toEqual([["2027-03-29T07:00:00.000Z", "2027-03-29T08:00:00.000Z"]]);
    expect(times(feed("X-WR-TIMEZONE:America/New_York", ...bare))).toEqual([
      ["2026-12-01T14:00:00.000Z", "2026-12-01T15:00:00.000Z"],
    ]);
    expect(times(feed(...bare))).toEqual([
      ["2026-12-01T09:00:00.000Z", "2026-12-01T10:00:00.000Z"],
    ]);
  });

  it("counts transparent events as busy, as the real service does", () => {
    const free = event("TRANSP:TRANSPARENT", "DTSTART:20261203T150000Z", "DTEND:20261203T160000Z");
    expect(times(feed(...free))).toHaveLength(1);
  });

  it("joins folded lines and unescapes text", () => {
    const text = feed(
      ...event(
        "SUMMARY:Lunch\\, th",
        " en a walk\\nhome",
        "DTSTART:20261201T120000Z",
        "DTEND:20261201T130000Z",
      ),
    );
    expect(parseFeed(text)?.busy[0]?.title).toBe("Lunch, then a walk\nhome");
  });

  it("leaves out events without a time or with an end before the start", () => {
    const text = feed(
      ...event("SUMMARY:No start"),
      ...event("DTSTART:20261201T120000Z"),
      ...event("DTSTART:sometime", "DTEND:20261201T130000Z"),
      ...event("DTSTART:20261201T120000Z", "DTEND:20261201T110000Z"),
    );
    expect(parseFeed(text)?.busy).toEqual([]);
  });

  it.each(["", "<html></html>", "BEGIN:VCARD"])("returns null for %j", (text) => {
    expect(parseFeed(text)).toBeNull();
  });
});
