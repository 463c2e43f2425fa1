import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { booking, isoAt, moveBy, now } from "../../test/support/move-in-memory.ts";
import type { Move } from "./move.ts";
import { validateMove } from "./validate-move.ts";

const lengths = { booking: 60, atCal: 30 };

interface Changes {
  input?: Partial<Move["input"]>;
  booking?: object;
  at?: number;
}

function validate({ input = {}, booking: changed = {}, at = now }: Changes = {}) {
  const move = moveBy("coach");
  const asked = {
    ...move,
    booking: { ...booking, ...changed },
    input: { ...move.input, ...input },
  };
  return validateMove(asked, { lengths, now: at });
}

const at = (hours: number, minutes = 60) => ({
  newStartTime: isoAt(hours),
  newEndTime: formatInstant(parseInstant(isoAt(hours)) + minutes * minuteMs),
});

describe("a move, by the booking and the clock alone", () => {
  it("may be made", () => {
    expect(validate()).toBeNull();
  });

  it("has a version that the person saw", () => {
    expect(validate({ input: { expectedVersion: 2 } })).toMatchObject({
      code: "BOOKING_CHANGED",
      details: { version: 1 },
    });
  });

  it("has the length of the booking, or the one that Cal.com gives it", () => {
    expect(validate({ input: at(2, 30) })).toBeNull();
    for (const minutes of [29, 31, 59, 61]) {
      expect(validate({ input: at(2, minutes) })).toMatchObject({
        code: "END_MISMATCH",
        details: { durationMinutes: 60 },
      });
    }
  });

  it("leads into the future, to another time", () => {
    expect(validate({ at: parseInstant(isoAt(-1)), input: at(-1) })).toMatchObject({
      code: "IN_THE_PAST",
    });
    expect(validate({ at: parseInstant(isoAt(-1)) - 1, input: at(-1) })).toBeNull();
    expect(validate({ input: at(0) })).toMatchObject({ code: "NO_CHANGE" });
  });

  it.each([
    [{ status: "cancelled" }, "UNSUPPORTED_BOOKING"],
    [{ gone: true }, "GONE"],
    [{ replacedPerson: "coach" }, "UNSUPPORTED_BOOKING"],
  ])("is made with a booking that can be moved, and not %j", (changed, code) => {
    expect(validate({ booking: changed })).toMatchObject({
      code,
      details: { reason: expect.any(String) },
    });
  });

  it("is not made with a meeting that has begun", () => {
    expect(validate({ at: parseInstant(isoAt(0)) + 1 })).toMatchObject({
      code: "IN_THE_PAST",
      details: { reason: "past" },
    });
  });
});

describe("the local time that the person read", () => {
  const timeZone = "Europe/London";
  /** Both are 01:30 in London, before and after its clocks go back. */
  const first = {
    newStartTime: "2027-10-31T00:30:00.000Z",
    newEndTime: "2027-10-31T01:30:00.000Z",
  };
  const second = {
    newStartTime: "2027-10-31T01:30:00.000Z",
    newEndTime: "2027-10-31T02:30:00.000Z",
  };
  const wallClock = "2027-10-31T01:30";

  it("is the one that would be booked", () => {
    expect(validate({ input: { seen: { timeZone, wallClock: "2026-12-02T11:00" } } })).toBeNull();
    expect(
      validate({ input: { seen: { timeZone, wallClock: "2026-12-02T12:00" } } }),
    ).toMatchObject({
      code: "TIME_ZONE_MISMATCH",
      details: { timeZone, seenWallClock: "2026-12-02T12:00", serverWallClock: "2026-12-02T11:00" },
    });
  });

  it("needs its offset where clocks show it twice", () => {
    const seen = { timeZone, wallClock };

    expect(validate({ input: { ...first, seen } })).toMatchObject({
      code: "TIME_ZONE_MISMATCH",
      details: { seenOffset: null, serverOffset: "+01:00" },
    });
    expect(validate({ input: { ...second, seen } })).toMatchObject({ code: "TIME_ZONE_MISMATCH" });
    expect(validate({ input: { ...first, seen: { ...seen, offset: "+01:00" } } })).toBeNull();
    expect(validate({ input: { ...second, seen: { ...seen, offset: "+01:00" } } })).toMatchObject({
      details: { seenOffset: "+01:00", serverOffset: "+00:00" },
    });
  });
});
