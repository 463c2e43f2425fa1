import { describe, expect, it } from "vitest";
import { parseInterval } from "./interval.ts";

describe("parseInterval", () => {
  it("reads both ends, with any offset", () => {
    const iso = { startTime: "2026-12-15T20:00:00.000Z", endTime: "2026-12-15T13:45:00-07:00" };

    expect(parseInterval(iso)).toEqual({
      start: Date.UTC(2026, 11, 15, 20),
      end: Date.UTC(2026, 11, 15, 20, 45),
    });
  });

  it("refuses an end that is no instant", () => {
    const iso = { startTime: "2026-12-15T20:00:00.000Z", endTime: "2026-12-15" };
    expect(() => parseInterval(iso)).toThrow(RangeError);
  });
});
