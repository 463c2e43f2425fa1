import { describe, expect, it } from "vitest";
import {
  commitOrder,
  type CommitOrder,
  type Plan,
  type PlannedMove,
  planMoves,
  type PlanMovesInput,
} from "@reslot/cal/availability";
import { hourMs } from "../../src/time/index.ts";
import { faultsOf } from "./check-plan.ts";
import { seededRandom } from "./random.ts";
import { realisticPlan, scenes } from "./realistic.ts";

/** Units of work that no plan of sixty meetings exceeds. */
const mostWork = 4_000_000;
const seeds = [1, 2];

function startsOf({ items }: Plan): Map<string, number[]> {
  const starts = items.flatMap((item): [string, number[]][] => {
    if (item.kind === "move") return [[item.ulid, [item.start]]];
    return item.kind === "offer" ? [[item.ulid, item.times.map(({ start }) => start)]] : [];
  });
  return new Map(starts);
}

/** Each move with its buffers, as they are sent to Cal.com. */
function movesOf({ meetings }: PlanMovesInput, { items }: Plan): PlannedMove[] {
  return items.flatMap((item) => {
    const meeting = meetings.find(({ ulid }) => ulid === item.ulid);
    if (item.kind !== "move" || !meeting) return [];
    const { current, durationMs, beforeMs, afterMs } = meeting;
    const around = (start: number, end: number) => ({
      start: start - beforeMs,
      end: end + afterMs,
    });
    const from = around(current.start, current.end);
    return [{ ulid: item.ulid, from, to: around(item.start, item.start + durationMs) }];
  });
}

const countWaves = ({ waves }: CommitOrder) => waves.length;

/** How many others have another first time. */
function countMoved(before: Plan, after: Plan, except: string): number {
  const now = startsOf(after);
  const others = [...startsOf(before)].filter(([ulid]) => ulid !== except);
  return others.filter(([ulid, starts]) => now.get(ulid)?.[0] !== starts[0]).length;
}

const countPlaced = ({ items }: Plan) =>
  items.filter(({ kind }) => kind === "move" || kind === "offer").length;

/** The input with one thing changed by the person or by the world. */
function changesOf(input: PlanMovesInput, plan: Plan, seed: number): Partial<PlanMovesInput>[] {
  const random = seededRandom(seed);
  const starts = [...startsOf(plan)];
  const pick = () => starts[random.int(0, starts.length - 1)] ?? ["", [0]];
  const [refusing, refused] = pick();
  const [, [taken = 0]] = pick();
  const locked = new Map([pick(), pick(), pick()].map(([ulid, [start = 0]]) => [ulid, start]));
  const leftOut = new Set([pick()[0], pick()[0]]);
  return [
    { refused: new Map([[refusing, refused]]) },
    { held: [{ start: taken, end: taken + hourMs / 2 }] },
    { locked },
    { leftOut },
    { locked: new Map([...locked].filter(([ulid]) => !leftOut.has(ulid))), leftOut, maxPerDay: 6 },
    { coachTimeZone: null },
  ];
}

describe.each(Object.entries(scenes))("a plan of %s", (_, scene) => {
  it("keeps to everything that was asked for, whatever is changed", { timeout: 120_000 }, () => {
    for (const seed of seeds) {
      const input = realisticPlan(scene, seed);
      const plan = planMoves(input);
      const changed = changesOf(input, plan, seed).map((change) => ({
        ...input,
        previous: startsOf(plan),
        ...change,
      }));

      expect(faultsOf(input, plan)).toEqual([]);
      expect(countPlaced(plan)).toBeGreaterThan(scene.meetings / 3);
      for (const other of changed) expect(faultsOf(other, planMoves(other))).toEqual([]);
    }
  });

  it("can be done, and taken back, in any order", () => {
    for (const seed of seeds) {
      const input = { ...realisticPlan(scene, seed), away: [] };
      const moves = movesOf(input, planMoves(input));
      const back = moves.map(({ ulid, from, to }) => ({ ulid, from: to, to: from }));

      expect(moves.length).toBeGreaterThan(scene.meetings / 3);
      expect([commitOrder(moves), commitOrder(back)].map(countWaves)).toEqual([1, 1]);
    }
  });

  it("is the same again, in any order of the meetings, with as much work", () => {
    for (const seed of seeds) {
      const input = realisticPlan(scene, seed);
      const plan = planMoves(input);
      const random = seededRandom(seed + 99);
      const keys = new Map(input.meetings.map(({ ulid }) => [ulid, random()]));
      const keyOf = ({ ulid }: { ulid: string }) => keys.get(ulid) ?? 0;
      const shuffled = input.meetings.toSorted((a, b) => keyOf(a) - keyOf(b));

      expect(planMoves({ ...input, meetings: shuffled })).toEqual(plan);
      expect(plan.work).toBeLessThan(mostWork);
    }
  });

  it("stays as it is when it is made again, and others stay where they are when one changes", () => {
    const [seed = 1] = seeds;
    const input = realisticPlan(scene, seed);
    const plan = planMoves(input);
    const previous = startsOf(plan);
    const [ulid = "", starts = []] = [...previous][3] ?? [];

    const again = planMoves({ ...input, previous });
    const without = planMoves({ ...input, previous, refused: new Map([[ulid, starts]]) });

    expect(countPlaced(again)).toBeGreaterThanOrEqual(countPlaced(plan));
    expect(countMoved(plan, again, "")).toBeLessThanOrEqual(scene.maxPerDay ? 12 : 3);
    expect(countMoved(plan, without, ulid)).toBeLessThanOrEqual(scene.maxPerDay ? 12 : 4);
  });
});
