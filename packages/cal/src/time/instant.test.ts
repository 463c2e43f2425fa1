import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minuteMs } from "./durations.ts";
import { fixedClock, systemClock } from "./clock.ts";
import { formatInstant, isInstant, parseInstant } from "./instant.ts";

describe("parseInstant and isInstant", () => {
  it.each([
    ["2026-12-15T20:00:00.000Z", Date.UTC(2026, 11, 15, 20)],
    ["2026-12-15T20:00Z", Date.UTC(2026, 11, 15, 20)],
    ["2026-12-15T13:00:00.000-07:00", Date.UTC(2026, 11, 15, 20)],
    ["2026-12-16T01:30:00+0530", Date.UTC(2026, 11, 15, 20)],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
    ["2026-12-15T20:00:00.123456789Z", Date.UTC(2026, 11, 15, 20, 0, 0, 123)],
  ])("accept %s", (iso, ms) => {
    expect(parseInstant(iso)).toBe(ms);
    expect(isInstant(iso)).toBe(true);
  });

  it.each([
    ["2026-12-15T20:00:00"],
    ["2026-12-15"],
    ["2026-02-30T10:00:00Z"],
    ["2025-02-29T10:00:00Z"],
    ["2026-13-01T10:00:00Z"],
    ["2026-00-10T10:00:00Z"],
    ["2026-12-00T10:00:00Z"],
    ["2026-12-15T25:00:00Z"],
    ["2026-12-15T24:00:00Z"],
    ["2026-12-15T10:60:00Z"],
    ["2026-12-15T10:00:60Z"],
    ["2026-12-15T10:00:00+24:00"],
    ["2026-12-15T10:00:00+00:60"],
    ["1900-02-29T10:00:00Z"],
    ["15 Dec 2026 10:00 UTC"],
    ["1765828800000"],
    [""],
    [" 2026-12-15T20:00:00Z"],
    ["2026-12-15T20:00:00Z\n"],
  ])("refuse %j", (iso) => {
    expect(() => parseInstant(iso)).toThrow(RangeError);
    expect(isInstant(iso)).toBe(false);
  });
});

describe("parseInstant, for any instant and offset", () => {
  it("agrees with the runtime, and takes back what formatInstant wrote", () => {
    const instant = fc.integer({ min: Date.parse("0001-01-02"), max: Date.parse("9999-12-30") });
    const offset = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    fc.assert(
      fc.property(instant, offset, (ms, minutes) => {
        const local = formatInstant(ms + minutes * minuteMs).slice(0, -1);
        const size = Math.abs(minutes);
        const hours = String(Math.floor(size / 60)).padStart(2, "0");
        const rest = String(size % 60).padStart(2, "0");
        const iso = `${local}${minutes < 0 ? "-" : "+"}${hours}:${rest}`;

        expect(parseInstant(iso)).toBe(ms);
        expect(parseInstant(iso)).toBe(Date.parse(iso));
        expect(parseInstant(formatInstant(ms))).toBe(ms);
      }),
    );
  });
});

describe("formatInstant", () => {
  it("writes UTC with milliseconds", () => {
    expect(formatInstant(Date.UTC(2026, 11, 15, 20))).toBe("2026-12-15T20:00:00.000Z");
  });

  it("refuses what is no instant", () => {
    expect(() => formatInstant(Number.NaN)).toThrow(RangeError);
  });
});

describe("fixedClock", () => {
  it("shows the same instant until it is advanced", () => {
    const clock = fixedClock("2026-12-15T20:00:00Z");

    expect(clock.now()).toBe(Date.UTC(2026, 11, 15, 20));
    clock.advance(1500);
    expect(clock.now()).toBe(Date.UTC(2026, 11, 15, 20, 0, 1, 500));
  });

  it("refuses a text that is no instant", () => {
    expect(() => fixedClock("soon")).toThrow(RangeError);
  });
});

describe("systemClock", () => {
  it("follows the machine", () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });
});
