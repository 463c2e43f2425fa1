import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitOrder, type PlannedMove } from "./commit-order.ts";

/** A meeting of two hours, or of others, that moves from one hour of a day to another. */
function move(ulid: string, from: number, to: number): PlannedMove {
  const length = ulid === "short" ? 1 : 2;
  return {
    ulid,
    from: { start: from, end: from + length },
    to: { start: to, end: to + length },
  };
}

describe("commitOrder", () => {
  it("sends all at once, the soonest first, where none is in another's way", () => {
    const moves = [move("b", 12, 30), move("c", 12, 32), move("a", 14, 34)];

    expect(commitOrder(moves)).toEqual({
      waves: [["b", "c", "a"]],
      needs: new Map([
        ["b", []],
        ["c", []],
        ["a", []],
      ]),
      circles: [],
      blocked: [],
    });
    expect(commitOrder([])).toEqual({ waves: [], needs: new Map(), circles: [], blocked: [] });
  });

  it("takes those that are at the same time by their ulids", () => {
    const moves = [move("b", 10, 30), move("a", 10, 34), move("c", 10, 38)];

    expect(commitOrder(moves).waves).toEqual([["a", "b", "c"]]);
    expect(commitOrder(moves.toReversed()).waves).toEqual([["a", "b", "c"]]);
  });

  it("frees a time before another meeting takes it", () => {
    const moves = [move("a", 10, 12), move("b", 12, 14), move("c", 14, 20)];
    const { waves, needs } = commitOrder(moves);

    expect(waves).toEqual([["c"], ["b"], ["a"]]);
    expect(needs.get("a")).toEqual(["b"]);
  });

  it("lets what only touches go at the same time, and a meeting overlap where it was", () => {
    expect(commitOrder([move("a", 10, 12), move("b", 14, 16)]).waves).toEqual([["a", "b"]]);
    expect(commitOrder([move("a", 14, 20), move("b", 18, 16)]).waves).toEqual([["a", "b"]]);
    expect(commitOrder([move("a", 10, 11)]).waves).toEqual([["a"]]);
    expect(commitOrder([move("a", 10, 13), move("b", 14, 20)]).waves).toEqual([["b"], ["a"]]);
    expect(commitOrder([move("a", 10, 15), move("b", 14, 20)]).waves).toEqual([["b"], ["a"]]);
  });

  it("says which moves go round in circles, and which wait for one", () => {
    const moves = [
      move("a", 10, 12),
      move("b", 12, 10),
      move("c", 14, 16),
      move("d", 16, 18),
      move("e", 18, 14),
      move("short", 20, 13),
      move("g", 22, 30),
    ];

    expect(commitOrder(moves)).toMatchObject({
      waves: [["g"]],
      circles: [
        ["a", "b"],
        ["c", "d", "e"],
      ],
      blocked: ["short"],
    });
  });

  it("is right for any moves of a day whose present and new times do not overlap", () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(places, fc.infiniteStream(fc.nat()), fc.nat(1), (from, numbers, shift) => {
        const to = from.map((start) => [numbers.next().value ?? 0, start] as const);
        const targets = to.toSorted(([one], [other]) => one - other).map(([, start]) => start);
        const moves = from.map((start, i) =>
          move(`m${i}`, start * 2, (targets[i] ?? 0) * 2 + shift),
        );
        const order = commitOrder(moves);
        const at = new Map(moves.map((each) => [each.ulid, each.from]));
        for (const wave of order.waves) {
          for (const { ulid, to: target } of moves.filter((each) => wave.includes(each.ulid))) {
            const inWay = [...at].filter(
              ([other, { start, end }]) =>
                other !== ulid && start < target.end && target.start < end,
            );
            expect(inWay).toEqual([]);
          }
          for (const { ulid, to: target } of moves) if (wave.includes(ulid)) at.set(ulid, target);
        }
        const left = [...order.circles.flat(), ...order.blocked];
        expect([...order.waves.flat(), ...left].toSorted()).toEqual(
          moves.map(({ ulid }) => ulid).toSorted(),
        );
        expect(order.circles.every((circle) => circle.length > 1)).toBe(true);
        expect(order.circles.length > 0).toBe(left.length > 0);
        expect(commitOrder(moves.toReversed())).toEqual(order);
      }),
      { numRuns: 300 },
    );
  });
});
