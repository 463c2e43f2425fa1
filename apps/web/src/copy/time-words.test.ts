import { hourMs, parseInstant as at, secondMs } from "@reslot/cal/time";
import { messagesFor } from "@reslot/messages/catalogue";
import { describe, expect, it } from "vitest";
import { timeWords } from "./time-words.ts";

const { ago, delta, duration } = timeWords(messagesFor("en", "time"));

describe("the distance of a move", () => {
  const from = at("2026-12-14T18:00:00Z");
  const hours = (count: number) => from + count * hourMs;

  it("says days and hours in one direction together", () => {
    expect(delta(from, hours(26), "UTC")).toBe("1 day and 2 h later");
    expect(delta(from, hours(-49.5), "UTC")).toBe("2 days and 1 h 30 min earlier");
  });

  it("says opposite directions apart", () => {
    expect(delta(from, hours(23), "UTC")).toBe("1 day later, 1 h earlier");
  });

  it("says what stays", () => {
    expect(delta(from, hours(1), "UTC")).toBe("Same day, 1 h later");
    expect(delta(from, hours(24 * 7), "UTC")).toBe("1 week later, same time");
    expect(delta(from, from, "UTC")).toBe("Same time");
  });

  it("never calls two instants the same time that clocks show twice", () => {
    const first = Date.parse("2027-11-07T05:30:00Z");
    expect(delta(first, first + hourMs, "America/New_York")).toBe("Same day, 1 h later");
    expect(delta(first + hourMs, first, "America/New_York")).toBe("Same day, 1 h earlier");
    expect(delta(first - hourMs, first + hourMs, "America/New_York")).toBe("Same day, 2 h later");
  });

  it("reads the wall clock across a clock change", () => {
    const saturday = at("2026-10-24T09:00:00Z");
    const sunday = at("2026-10-25T10:00:00Z");
    expect(delta(saturday, sunday, "Europe/London")).toBe("1 day later, same time");
  });
});

describe("durations and ages", () => {
  it("are short", () => {
    expect([45, 60, 90].map(duration)).toEqual(["45 min", "1 h", "1 h 30 min"]);
    const ages = [2, 12, 240, 7200, 90_000].map((seconds) => ago(0, seconds * secondMs));
    expect(ages).toEqual(["just now", "12 s ago", "4 min ago", "2 h ago", "1 day ago"]);
  });
});
