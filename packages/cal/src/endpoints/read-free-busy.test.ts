import { describe, expect, it } from "vitest";
import { dayMs, hourMs } from "../time/durations.ts";
import { parseInstant } from "../time/instant.ts";
import { readFreeBusy } from "./read-free-busy.ts";

const at = parseInstant;
const range = { start: at("2026-12-15T00:00Z"), end: at("2026-12-17T00:00Z") };
const fine = {
  start: "2026-12-15T14:00:00.000Z",
  end: "2026-12-15T15:00:00.000Z",
  title: "Secret",
};
const fineInterval = { start: at(fine.start), end: at(fine.end) };

describe("readFreeBusy", () => {
  it("keeps the times and drops the rest of an entry", () => {
    expect(readFreeBusy([fine], range)).toEqual({ busy: [fineInterval], unknown: [] });
  });

  it("lets an entry without times hide nothing: what is busy stays so, the rest is unknown", () => {
    for (const odd of [null, "odd", {}, { start: null, end: "noon" }]) {
      expect(readFreeBusy([odd, fine], range)).toEqual({ busy: [fineInterval], unknown: [range] });
    }
  });

  it("takes an entry with one end as unknown for a day from there", () => {
    const start = at("2026-12-15T10:00Z");

    expect(readFreeBusy([{ start: "2026-12-15T10:00:00Z" }], range).unknown).toEqual([
      { start, end: start + dayMs },
    ]);
    expect(readFreeBusy([{ end: "2026-12-15T10:00:00Z" }], range).unknown).toEqual([
      { start: start - dayMs, end: start },
    ]);
  });

  it("takes an entry that ends before it starts as unknown between the two", () => {
    const row = { start: fine.end, end: fine.start };

    expect(readFreeBusy([row], range)).toEqual({ busy: [], unknown: [fineInterval] });
  });

  it.each([
    ["2026-12-15T19:30:00+0530", "2026-12-15T20:30:00+05:30"],
    ["2026-12-15T14:00:00.0000000Z", "2026-12-15T15:00Z"],
  ])("reads %s to %s", (start, end) => {
    expect(readFreeBusy([{ start, end }], range)).toEqual({ busy: [fineInterval], unknown: [] });
  });

  it("takes times without an offset as UTC, and what else they may mean as unknown", () => {
    const row = { start: "2026-12-15T14:00:00", end: "2026-12-15T15:00:00" };

    expect(readFreeBusy([row], range)).toEqual({
      busy: [fineInterval],
      unknown: [{ start: fineInterval.start - 14 * hourMs, end: fineInterval.end + 12 * hourMs }],
    });
  });

  it("takes dates as whole days", () => {
    const day = { start: at("2026-12-16T00:00Z"), end: at("2026-12-17T00:00Z") };

    const dates = readFreeBusy([{ start: "2026-12-16", end: "2026-12-17" }], range);
    expect(dates.busy).toEqual([day]);
    const oneDate = readFreeBusy([{ start: "2026-12-16", end: "2026-12-16" }], range);
    expect(oneDate.unknown).toEqual([
      { start: day.start - 14 * hourMs, end: day.end + 12 * hourMs },
    ]);
    const midnight = { start: "2026-12-16T00:00:00Z", end: "2026-12-16T24:00:00Z" };
    expect(readFreeBusy([midnight], range)).toEqual({ busy: [day], unknown: [] });
  });

  it("leaves out what does not overlap the range", () => {
    const rows = [
      { start: "2026-12-14T23:00:00Z", end: "2026-12-15T00:00:00Z" },
      { start: "2026-12-17T00:00:00Z", end: "2026-12-17T01:00:00Z" },
    ];

    expect(readFreeBusy(rows, range)).toEqual({ busy: [], unknown: [] });
  });
});
