import { describe, expect, it } from "vitest";
import { formatInstant } from "./instant.ts";
import { readLooseInstant } from "./loose-instant.ts";

function rangeOf(text: string): readonly string[] | null {
  const range = readLooseInstant(text);
  return range && [formatInstant(range.earliest), formatInstant(range.latest)];
}

describe("readLooseInstant", () => {
  it.each([
    ["2026-12-15T20:00:00.000Z", "2026-12-15T20:00:00.000Z"],
    ["2026-12-15T20:00Z", "2026-12-15T20:00:00.000Z"],
    ["2026-12-15T20:00:00.0000000Z", "2026-12-15T20:00:00.000Z"],
    ["2026-12-16T01:30:00+05:30", "2026-12-15T20:00:00.000Z"],
    ["2026-12-16T01:30:00+0530", "2026-12-15T20:00:00.000Z"],
    ["2026-12-15T24:00Z", "2026-12-16T00:00:00.000Z"],
    ["2026-12-15T24:00:00-01:00", "2026-12-16T01:00:00.000Z"],
  ])("reads %s as one instant", (text, instant) => {
    expect(rangeOf(text)).toEqual([instant, instant]);
  });

  it("reads a time without an offset as that time in every time zone", () => {
    expect(rangeOf("2026-12-15T20:00:00")).toEqual([
      "2026-12-15T06:00:00.000Z",
      "2026-12-16T08:00:00.000Z",
    ]);
  });

  it("reads a date as that day in every time zone", () => {
    expect(rangeOf("2026-12-15")).toEqual(["2026-12-14T10:00:00.000Z", "2026-12-16T12:00:00.000Z"]);
  });

  it.each(["", "soon", "2026-02-30", "2026-02-30T10:00", "20:00", "2026-12-15T25:00Z"])(
    "does not guess what %o means",
    (text) => {
      expect(rangeOf(text)).toBeNull();
    },
  );
});
