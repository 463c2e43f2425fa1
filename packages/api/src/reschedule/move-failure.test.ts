import { describe, expect, it } from "vitest";
import { booking, isoAt } from "../../test/support/move-in-memory.ts";
import { bookingChanged, connectionFailure, moveFailure } from "./move-failure.ts";

const current = { startTime: isoAt(0), endTime: isoAt(1) };

describe("a move that was not made", () => {
  it("names the other person, and the meeting's time in the reader's zone", () => {
    const inTokyo = { ...booking, mentee: { ...booking.mentee, timeZone: "Asia/Tokyo" } };
    const wordsFor = (role: "coach" | "mentee") =>
      moveFailure({ booking: inTokyo, role, code: "CAL_UNAVAILABLE", current }).message;

    expect(wordsFor("mentee")).toContain(
      "The meeting stays at Wed 2 Dec 2026, 18:00 – 19:00 (Tokyo, UTC+9).",
    );
    expect(wordsFor("coach")).toContain("09:00 – 10:00 (UTC)");
    expect(moveFailure({ booking, role: "mentee", code: "SLOT_TAKEN", current }).message).toContain(
      "Dana is no longer free",
    );
    const details = { verdict: "menteeBusy" };
    const conflict = moveFailure({
      booking,
      role: "coach",
      code: "MENTEE_CONFLICT",
      current,
      details,
    });
    expect(conflict.message).toContain("Alex’s calendar shows a conflict");
    expect(conflict).toMatchObject({ code: "MENTEE_CONFLICT", details });
  });

  it("is one of too many moves, not of too many requests", () => {
    const limited = moveFailure({
      booking,
      role: "coach",
      code: "RATE_LIMITED",
      current,
      details: { retryAfterMs: 5_000 },
    });

    expect(limited.message).toContain("Too many moves for now. ");
    expect(limited.message).toContain("Try again in 5 seconds.");
  });

  it("keeps what caused it", () => {
    const cause = new Error("no answer");
    const failure = { booking, role: "coach", code: "CAL_UNAVAILABLE", current } as const;

    expect(moveFailure({ ...failure, cause }).cause).toBe(cause);
    expect(bookingChanged({ booking, role: "coach" }, cause).cause).toBe(cause);
  });
});

describe("a meeting that was changed since it was read", () => {
  const changed = { ...booking, version: 4, startTime: isoAt(5), endTime: isoAt(6) };
  const details = { version: 4, startTime: isoAt(5), endTime: isoAt(6) };

  it.each(["accepted", "pending"] as const)("says where it is now while it is %s", (status) => {
    const failure = bookingChanged({ booking: { ...changed, status }, role: "coach" });

    expect(failure).toMatchObject({ code: "BOOKING_CHANGED" });
    expect(failure.details).toEqual(details);
    expect(failure.message).toContain("It is now at Wed 2 Dec 2026, 14:00 – 15:00 (UTC)");
  });

  it.each([
    ["cancelled", "was cancelled"],
    ["rejected", "was declined"],
  ] as const)("says that it is over when it is %s", (status, words) => {
    const failure = bookingChanged({ booking: { ...changed, status }, role: "mentee" });

    expect(failure.details).toEqual({ ...details, reason: status });
    expect(failure.message).toContain(words);
  });
});

describe("a connection that a move needs", () => {
  it.each([
    ["mentee", "mentee", "Your Cal.com account is not connected"],
    ["mentee", "coach", "Dana’s Cal.com account is not connected"],
    ["coach", "coach", "Your Cal.com account is not connected"],
  ] as const)("is told to the %s as that of the %s", (role, who, words) => {
    const failure = connectionFailure("CAL_NOT_CONNECTED", { booking, role, who });

    expect(failure).toMatchObject({ code: "CAL_NOT_CONNECTED", details: { who } });
    expect(failure.message).toContain(words);
    expect(failure.message).toContain("The meeting stays at Wed 2 Dec 2026, 09:00");
  });
});
