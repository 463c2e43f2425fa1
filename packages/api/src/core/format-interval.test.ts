import { describe, expect, it } from "vitest";
import { formatInterval, formatStart } from "./format-interval.ts";

const from = (startTime: string, endTime: string) => ({ startTime, endTime });

const british = (timeZone: string) => ({ locale: "en-GB", timeZone });

describe("formatInterval", () => {
  it.each([
    ["America/Denver", "Tue 15 Dec 2026, 14:00 – 14:45 (Denver, UTC−7)"],
    ["Asia/Kathmandu", "Wed 16 Dec 2026, 02:45 – 03:30 (Kathmandu, UTC+5:45)"],
    ["Europe/London", "Tue 15 Dec 2026, 21:00 – 21:45 (London, UTC+0)"],
    ["UTC", "Tue 15 Dec 2026, 21:00 – 21:45 (UTC)"],
  ])("writes the wall clock and the offset of %s", (timeZone, text) => {
    const meeting = from("2026-12-15T21:00:00.000Z", "2026-12-15T21:45:00.000Z");
    expect(formatInterval(meeting, british(timeZone))).toBe(text);
  });

  it("gives the date of an end on the next day, and the offset of the start", () => {
    const night = from("2026-10-24T22:30:00.000Z", "2026-10-25T02:30:00.000Z");
    expect(formatInterval(night, british("Europe/London"))).toBe(
      "Sat 24 Oct 2026, 23:30 – Sun 25 Oct 2026, 02:30 (London, UTC+1)",
    );
  });

  it("gives the offset of both ends where clocks show one of them twice", () => {
    const twice = from("2027-11-07T05:30:00.000Z", "2027-11-07T06:30:00.000Z");
    expect(formatInterval(twice, british("America/New_York"))).toBe(
      "Sun 7 Nov 2027, 01:30 UTC−4 – 01:30 UTC−5 (New York, UTC−4)",
    );
    const intoIt = from("2026-10-24T22:30:00.000Z", "2026-10-25T01:30:00.000Z");
    expect(formatInterval(intoIt, british("Europe/London"))).toBe(
      "Sat 24 Oct 2026, 23:30 UTC+1 – Sun 25 Oct 2026, 01:30 UTC+0 (London, UTC+1)",
    );
  });
});

describe("formatStart", () => {
  it("is short, and names the zone where that is wanted", () => {
    const start = "2026-12-15T21:00:00.000Z";
    expect(formatStart(start, { ...british("Europe/London"), isZoneNamed: false })).toBe(
      "Tue 15 Dec, 21:00",
    );
    expect(formatStart(start, { ...british("America/Denver"), isZoneNamed: true })).toBe(
      "Tue 15 Dec, 14:00 (Denver, UTC−7)",
    );
  });

  it("has the offset where clocks show it twice", () => {
    expect(
      formatStart("2027-11-07T06:30:00.000Z", {
        ...british("America/New_York"),
        isZoneNamed: false,
      }),
    ).toBe("Sun 7 Nov, 01:30 UTC−5");
  });
});
