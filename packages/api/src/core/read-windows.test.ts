import { dayMs, hourMs, weekMs } from "@reslot/cal/time";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWindows } from "./read-windows.ts";

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

describe("readWindows", () => {
  it("gives every range of a week the same window, from Monday to Monday", () => {
    const [window] = readWindows(
      { start: at("2026-12-02T10:00:00Z"), end: at("2026-12-02T11:00:00Z") },
      1,
    );

    expect(window && [iso(window.start), iso(window.end)]).toEqual([
      "2026-11-30T00:00:00.000Z",
      "2026-12-07T00:00:00.000Z",
    ]);
  });

  it("ends before a Monday that the range does not reach", () => {
    const monday = at("2026-11-30T00:00:00Z");

    expect(readWindows({ start: monday - hourMs, end: monday }, 1)).toHaveLength(1);
    expect(readWindows({ start: monday - hourMs, end: monday + 1 }, 1)).toHaveLength(2);
  });

  it("gives an empty range the window of its start", () => {
    const start = at("2026-11-30");

    expect(readWindows({ start, end: start }, 1)).toEqual([{ start, end: start + weekMs }]);
  });

  it("covers any range without gap or overlap, with windows that no range changes", () => {
    const starts = fc.integer({ min: at("2020-01-01"), max: at("2040-01-01") });
    const ranges = fc.record({
      start: starts,
      lengthMs: fc.integer({ min: 1, max: 62 * dayMs }),
      weeks: fc.integer({ min: 1, max: 8 }),
    });

    fc.assert(
      fc.property(ranges, ({ start, lengthMs, weeks }) => {
        const end = start + lengthMs;
        const windows = readWindows({ start, end }, weeks);

        expect(windows[0]?.start).toBeLessThanOrEqual(start);
        expect(windows.at(-1)?.end).toBeGreaterThanOrEqual(end);
        expect(windows.length).toBeLessThanOrEqual(Math.ceil(lengthMs / (weeks * weekMs)) + 1);
        for (const [index, window] of windows.entries()) {
          expect(new Date(window.start).getUTCDay()).toBe(1);
          expect(window.start).toBe(windows[index - 1]?.end ?? window.start);
          expect(readWindows({ start: window.end - 1, end: window.end }, weeks)).toEqual([window]);
        }
      }),
    );
  });
});
