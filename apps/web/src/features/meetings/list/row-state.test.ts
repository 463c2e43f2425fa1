import type { BookingListItem } from "@reslot/api";
import { dayMs, formatInstant, parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { listedMeeting } from "../../../../test/meetings-list.ts";
import { rowStateOf } from "./row-state.ts";

const now = parseInstant("2026-12-10T12:00:00Z");
const at = formatInstant(now - 1_000);
const from = "2026-12-09T10:00:00.000Z";
const moved = { at, by: "coach" as const, fromStartTime: from, fromEndTime: from };
const notMovable = (
  reason: "coachNotConnected" | "noticeTooShort" | "disabled" | "gone" | "past",
) => ({
  reschedule: { allowed: false as const, reason },
});

const coach = (state: "notConnected" | "needsReconnect") => ({
  ...listedMeeting().counterpart,
  state,
});

function stateOf(changes: Partial<BookingListItem>, reading = {}) {
  return rowStateOf(listedMeeting(changes), {
    now,
    isMoving: false,
    isOfChanges: false,
    ...reading,
  });
}

describe("the state of a row", () => {
  it("is the most urgent of those that the meeting is in", () => {
    const inFlight = {
      kind: "move" as const,
      by: "mentee" as const,
      newStartTime: at,
      newEndTime: at,
    };
    const everything = {
      role: "coach" as const,
      status: "pending" as const,
      needsMe: "confirm" as const,
      lastMove: moved,
      inFlight,
      requiresConfirmation: true,
    };
    expect(stateOf(everything)).toEqual({ kind: "moving", to: at });
    expect(stateOf({ ...everything, inFlight: null })).toEqual({ kind: "asks", from });
    expect(stateOf({ ...everything, inFlight: null }, { isMoving: true })).toEqual({
      kind: "moving",
      to: null,
    });
    const answered = { ...everything, inFlight: { ...inFlight, kind: "confirm" as const } };
    expect(stateOf(answered)).toEqual({ kind: "answering" });
    expect(stateOf({ status: "pending" })).toEqual({ kind: "pending" });
    expect(stateOf({ status: "cancelled", lastMove: moved })).toEqual({ kind: "cancelled" });
  });

  it("says why a meeting cannot be moved, and of the past nothing", () => {
    const kinds = (["coachNotConnected", "noticeTooShort", "disabled", "gone"] as const).map(
      (reason) => stateOf({ ...notMovable(reason), counterpart: coach("notConnected") })?.kind,
    );
    expect(kinds).toEqual(["connects", "tooLate", "fixed", "gone"]);
    expect(stateOf({ ...notMovable("coachNotConnected"), role: "coach" })?.kind).toBe("connect");
    const ended = { ...notMovable("coachNotConnected"), counterpart: coach("needsReconnect") };
    expect(stateOf(ended)?.kind).toBe("reconnect");
    expect(stateOf({ ...notMovable("past"), requiresConfirmation: true })).toBeNull();
  });

  it("tells of a move for a day, and among the changes for longer", () => {
    expect(stateOf({ lastMove: moved })).toEqual({ kind: "moved", by: "other", from });
    expect(stateOf({ lastMove: moved, role: "coach" })).toMatchObject({ by: "you" });
    expect(stateOf({ lastMove: { ...moved, by: "cal" } })).toMatchObject({ by: "cal" });
    const lastMove = { ...moved, at: formatInstant(now - 2 * dayMs) };
    expect(stateOf({ lastMove })).toBeNull();
    expect(stateOf({ lastMove }, { isOfChanges: true })).toMatchObject({ kind: "moved" });
  });

  it("is otherwise who has to reconnect, or who confirms", () => {
    expect(stateOf({ counterpart: coach("needsReconnect") })?.kind).toBe("reconnect");
    expect(stateOf({ requiresConfirmation: true })).toEqual({ kind: "confirms" });
    expect(stateOf({ requiresConfirmation: true, role: "coach" })).toBeNull();
    expect(stateOf({})).toBeNull();
  });
});
