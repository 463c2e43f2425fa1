import { describe, expect, it } from "vitest";
import { readFailure, writeFailure } from "./stored-failure.ts";

describe("a failure's record", () => {
  it("keeps code and details", () => {
    const failure = {
      code: "MENTEE_CONFLICT",
      details: { verdict: "outsideMenteeHours", reasonRequired: true },
    } as const;

    expect(readFailure({ state: "ABANDONED", errorCode: writeFailure(failure) })).toEqual(failure);
  });

  it("keeps what has spaces in it", () => {
    const details = { seenWallClock: "2026-12-14 18:00", serverWallClock: "2026-12-14 19:00" };
    const errorCode = writeFailure({ code: "TIME_ZONE_MISMATCH", details });

    expect(readFailure({ state: "ABANDONED", errorCode }).details).toEqual(details);
  });

  it("has no details where none are kept", () => {
    expect(readFailure({ state: "REJECTED", errorCode: "SLOT_TAKEN" })).toEqual({
      code: "SLOT_TAKEN",
      details: {},
    });
    expect(readFailure({ state: "REJECTED", errorCode: "NOT_EXECUTED" }).details).toEqual({});
  });

  it("fills the column's hundred characters, and no more", () => {
    const recordOf = (length: number) => {
      const around = 'NO_CHANGE {"field":""}'.length;
      const details = { field: "x".repeat(length - around) };
      return writeFailure({ code: "NO_CHANGE", details });
    };

    expect(recordOf(100)).toHaveLength(100);
    expect(recordOf(101)).toBe("NO_CHANGE");
  });

  it("drops details that do not fit", () => {
    const record = writeFailure({ code: "INVALID_INPUT", details: { field: "x".repeat(100) } });

    expect(record).toBe("INVALID_INPUT");
  });

  it("keeps the reason where the rest does not fit", () => {
    const details = { reason: "coachUnknown", unknownAt: "2026-12-14T18:00:00.000Z ".repeat(4) };
    const errorCode = writeFailure({ code: "SLOT_TAKEN", details });

    expect(readFailure({ state: "ABANDONED", errorCode }).details).toEqual({
      reason: "coachUnknown",
    });
  });

  it("words our own reasons for people", () => {
    expect(readFailure({ state: "REJECTED", errorCode: "NOT_EXECUTED" }).code).toBe(
      "CAL_UNAVAILABLE",
    );
    expect(readFailure({ state: "ABANDONED", errorCode: "EXPIRED" }).code).toBe("CAL_UNAVAILABLE");
    expect(readFailure({ state: "ABANDONED", errorCode: "BOOKING_CANCELLED" }).code).toBe(
      "BOOKING_CHANGED",
    );
    expect(readFailure({ state: "SUPERSEDED", errorCode: null }).code).toBe("BOOKING_CHANGED");
  });
});
