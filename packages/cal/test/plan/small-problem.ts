import {
  byValue,
  type Candidate,
  compile,
  type Problem,
} from "../../src/availability/plan/problem.ts";
import { type Random, seededRandom } from "./random.ts";

/** 2 to 10 meetings that are hard to place: lengths that straddle each other, tight days, the same favourites, ties. */
export function smallProblem(seed: number): Problem {
  const random = seededRandom(seed);
  const { int } = random;
  const count = int(2, 10);
  const shape = {
    /** Quarters of an hour. */
    horizon: int(12, 60),
    perDay: int(12, 24),
    liking: random(),
    hasPairs: random() < 0.4,
  };
  const hasOffers = random() < 0.4;
  const dayCap = random() < 0.5 ? int(1, 4) : Infinity;
  const meetings = Array.from({ length: count }, (_, m) => ({
    kind: hasOffers && random() < 0.4 ? (1 as const) : (0 as const),
    candidates: candidatesOf(random, shape, m).toSorted(byValue),
  }));
  return compile(meetings, () => dayCap);
}

interface Shape {
  readonly horizon: number;
  readonly perDay: number;
  readonly liking: number;
  readonly hasPairs: boolean;
}

function candidatesOf(random: Random, shape: Shape, m: number): Candidate[] {
  const { int } = random;
  const length = [2, 3, 4, 6][int(0, 3)] ?? 2;
  const before = random() < 0.3 ? 1 : 0;
  const after = random() < 0.3 ? int(1, 2) : 0;
  const starts = new Set(Array.from({ length: int(0, 18) }, () => int(0, shape.horizon)));
  return [...starts].map((start) => {
    const day = Math.floor(start / shape.perDay);
    return {
      start: start - before,
      end: start + length + after,
      value: valueOf(random, shape, start),
      day,
      pairDay: shape.hasPairs ? (m % 3) * 1000 + day : -1,
    };
  });
}

function valueOf({ int }: Random, { liking, horizon }: Shape, start: number): number {
  if (liking < 0.3) return int(0, 3);
  if (liking < 0.5) return int(-40, 40);
  const distance = Math.abs(start - horizon / 2);
  return Math.max(0, 10_000 - Math.round(151 * distance)) + int(0, 2000);
}
