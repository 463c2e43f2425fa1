import { describe, expect, it } from "vitest";
import { type CalBookings, followChain } from "./read-cal-state.ts";

const start = "2026-12-01T10:00:00.000Z";
const booking = (uid: string, from: string | null = null): CalBookings[number] => ({
  uid,
  start,
  status: "accepted",
  rescheduledFromUid: from,
});

describe("followChain", () => {
  it("ends at a booking that was never moved", () => {
    expect(followChain([booking("a"), booking("b")], "a")).toEqual({
      leafUid: "a",
      leafStart: Date.parse(start),
      leafStatus: "accepted",
      moves: 0,
      maxSuccessors: 0,
    });
  });

  it("follows every move to the last booking", () => {
    const chain = followChain([booking("a"), booking("b", "a"), booking("c", "b")], "a");

    expect(chain).toMatchObject({ leafUid: "c", moves: 2, maxSuccessors: 1 });
  });

  it("reports a fork by the number of successors", () => {
    const chain = followChain([booking("a"), booking("b", "a"), booking("c", "a")], "a");

    expect(chain).toMatchObject({ moves: 1, maxSuccessors: 2 });
  });

  it("is empty for an unknown booking", () => {
    expect(followChain([], "a")).toMatchObject({ leafUid: "", moves: 0, maxSuccessors: 0 });
  });
});
