import { describe, expect, it } from "vitest";
import { bookingDetails as booking } from "../../../../test/booking-details.ts";
import { minuteMs, parseInstant } from "@reslot/cal/time";
import { toMoveInput, withKeyOf } from "./move-input.ts";

const start = parseInstant("2026-12-15T20:00:00Z");
const target = { start, end: start + 45 * minuteMs };
const draft = { reason: " A release. ", isOverride: true, timeZone: "Europe/Berlin" };

describe("the input of a move", () => {
  it("has the time as the person read it, and what they wrote without spaces around it", () => {
    expect(toMoveInput(booking, target, draft)).toMatchObject({
      bookingUlid: booking.ulid,
      newStartTime: "2026-12-15T20:00:00.000Z",
      newEndTime: "2026-12-15T20:45:00.000Z",
      expectedVersion: 1,
      seen: { timeZone: "Europe/Berlin", wallClock: "2026-12-15T21:00", offset: "+01:00" },
      reason: "A release.",
      overrideConflict: true,
    });
  });

  it("leaves out an empty reason and an override that was not asked for", () => {
    const input = toMoveInput(booking, target, { ...draft, reason: "  ", isOverride: false });
    expect(input).not.toHaveProperty("reason");
    expect(input).not.toHaveProperty("overrideConflict");
  });
});

describe("the idempotency key of a move", () => {
  const earlier = toMoveInput(booking, target, draft);

  it("is a new one for every move", () => {
    const input = toMoveInput(booking, target, draft);
    expect(input.attemptUlid).not.toBe(earlier.attemptUlid);
    expect(withKeyOf(null, input)).toBe(input);
  });

  it("is kept when the same move was never answered", () => {
    const input = toMoveInput(booking, target, draft);
    expect(withKeyOf(earlier, input)).toEqual(earlier);
  });

  it("is not kept for another time, reason or version", () => {
    const others = [
      toMoveInput(booking, { start: start + 1, end: target.end }, draft),
      toMoveInput(booking, target, { ...draft, reason: "Another." }),
      toMoveInput({ ...booking, version: 2 }, target, draft),
    ];
    for (const input of others) expect(withKeyOf(earlier, input)).toBe(input);
  });
});
