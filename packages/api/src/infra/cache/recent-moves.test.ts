import { fixedClock } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { createRecentMoves, type SeenMove, type SlotList } from "./recent-moves.ts";

const span = (start: number) => ({ start, end: start + 60 });
const move: SeenMove = {
  bookingUlid: "booking",
  coachUserUlid: "coach",
  eventTypeId: 1,
  from: span(100),
  to: span(300),
  toCalUid: "new",
};

function arrange() {
  const clock = fixedClock("2026-11-25T12:00:00Z");
  const list: SlotList = {
    coachUserUlid: "coach",
    eventTypeId: 1,
    calUid: "other",
    durationMs: 60,
    window: { start: 0, end: 1_000 },
    readAt: clock.now(),
    starts: [200, 250, 300, 350, 360],
  };
  return { clock, list, moves: createRecentMoves(clock, 120_000) };
}

describe("createRecentMoves", () => {
  it("removes slots that overlap the new time and restores the old one", () => {
    const { list, moves } = arrange();

    moves.note(move);

    expect(moves.patch(list)).toEqual([100, 200, 360]);
  });

  it("follows a booking that moves there and back", () => {
    const { list, moves } = arrange();

    moves.note(move);
    moves.note({ ...move, from: move.to, to: move.from, toCalUid: "newer" });

    expect(moves.patch(list)).toEqual([200, 300, 360]);
  });

  it("keeps the booking's own time in its own list", () => {
    const { list, moves } = arrange();

    moves.note(move);

    expect(moves.patch({ ...list, calUid: "new" })).toEqual([100, 200, 250, 300, 350, 360]);
  });

  it("restores nothing in lists of other event types, shorter or longer windows", () => {
    const { list, moves } = arrange();

    moves.note(move);

    expect(moves.patch({ ...list, eventTypeId: 2 })).not.toContain(100);
    expect(moves.patch({ ...list, window: { start: 101, end: 1_000 } })).not.toContain(100);
    expect(moves.patch({ ...list, durationMs: 61 })).not.toContain(100);
    expect(moves.patch({ ...list, coachUserUlid: "another coach" })).toEqual(list.starts);
  });

  it("leaves a list alone that was read after Cal.com caught up", () => {
    const { clock, list, moves } = arrange();

    moves.note(move);
    clock.advance(2_499);
    expect(moves.patch({ ...list, readAt: clock.now() })).toContain(100);
    clock.advance(1);
    expect(moves.patch({ ...list, readAt: clock.now() })).toEqual(list.starts);
  });

  it("knows for some seconds that it made a move, and not that of another booking", () => {
    const { clock, moves } = arrange();

    moves.note(move);
    expect(["booking", "another"].map(moves.hasJustMoved)).toEqual([true, false]);
    clock.advance(10_000);
    expect(moves.hasJustMoved("booking")).toBe(false);
  });

  it("knows which booking is being moved until that ends or expires", () => {
    const { clock, moves } = arrange();
    const own = { attemptUlid: "a", fromCalUid: "old" };

    moves.start(own);
    expect([moves.isMoving("old"), moves.isMoving("new")]).toEqual([true, false]);
    moves.finish("a");
    expect(moves.isMoving("old")).toBe(false);

    moves.start(own);
    clock.advance(120_000);
    expect(moves.isMoving("old")).toBe(false);
  });
});
