import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intersect } from "./intersect.ts";
import { type Interval } from "../time/interval.ts";
import { normalize } from "./normalize.ts";
import { subtract } from "./subtract.ts";
import { union } from "./union.ts";

const horizon = 60;

/** Any intervals: unsorted, overlapping, touching, empty, inverted. */
const anyIntervals: fc.Arbitrary<Interval[]> = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: horizon }),
    end: fc.integer({ min: 0, max: horizon }),
  }),
  { maxLength: 12 },
);

/** The minutes that a list covers: the model that every law is checked against. */
function minutesOf(intervals: readonly Interval[]): boolean[] {
  return Array.from({ length: horizon }, (_, minute) =>
    intervals.some(({ start, end }) => start <= minute && minute < end),
  );
}

function isNormalized(intervals: readonly Interval[]): boolean {
  return intervals.every(
    ({ start, end }, i) => start < end && (intervals[i - 1]?.end ?? -1) < start,
  );
}

const span = (start: number, end: number): Interval => ({ start, end });

describe("normalize", () => {
  it("covers the same minutes, sorted, disjoint and merged", () => {
    fc.assert(
      fc.property(anyIntervals, (intervals) => {
        const result = normalize(intervals);

        expect(isNormalized(result)).toBe(true);
        expect(minutesOf(result)).toEqual(minutesOf(intervals));
      }),
    );
  });

  it("changes nothing the second time, and never its input", () => {
    fc.assert(
      fc.property(anyIntervals, (intervals) => {
        const before = structuredClone(intervals);
        const once = normalize(intervals);

        expect(normalize(once)).toEqual(once);
        expect(intervals).toEqual(before);
      }),
    );
  });

  it("gives a list of its own even when there is nothing to do", () => {
    const given = [span(0, 10), span(20, 30)];

    expect(normalize(given)).toEqual(given);
    expect(normalize(given)).not.toBe(given);
  });

  it.each([
    ["touching ones", [span(0, 10), span(10, 20)], [span(0, 20)]],
    ["contained ones", [span(0, 30), span(5, 10)], [span(0, 30)]],
    ["unsorted ones", [span(20, 30), span(0, 10)], [span(0, 10), span(20, 30)]],
    ["equal ones", [span(0, 10), span(0, 10)], [span(0, 10)]],
    ["empty ones", [span(5, 5)], []],
    ["inverted ones", [span(9, 5)], []],
    ["ones with NaN", [span(Number.NaN, 5), span(1, Number.NaN)], []],
    [
      "no end",
      [span(5, Number.POSITIVE_INFINITY), span(0, 6)],
      [span(0, Number.POSITIVE_INFINITY)],
    ],
  ])("handles %s", (_, given, expected) => {
    expect(normalize(given)).toEqual(expected);
  });
});

describe.each([
  ["union", union, (left: boolean, right: boolean) => left || right],
  ["intersect", intersect, (left: boolean, right: boolean) => left && right],
  ["subtract", subtract, (left: boolean, right: boolean) => left && !right],
] as const)("%s", (_, operation, model) => {
  it("agrees with the minute-by-minute model, whatever it is given", () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (left, right) => {
        const result = operation(left, right);
        const theirs = minutesOf(right);

        expect(isNormalized(result)).toBe(true);
        expect(minutesOf(result)).toEqual(
          minutesOf(left).map((mine, i) => model(mine, theirs[i] === true)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("changes neither input", () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (left, right) => {
        const before = structuredClone([left, right]);
        operation(left, right);

        expect([left, right]).toEqual(before);
      }),
    );
  });

  it("takes frozen lists", () => {
    const left = Object.freeze([Object.freeze(span(0, 20)), Object.freeze(span(30, 40))]);
    const right = Object.freeze([Object.freeze(span(10, 35))]);

    expect(() => operation(left, right)).not.toThrow();
  });
});

describe("the laws of the algebra", () => {
  const laws: Record<string, (a: Interval[], b: Interval[], c: Interval[]) => [unknown, unknown]> =
    {
      "union is commutative": (a, b) => [union(a, b), union(b, a)],
      "intersect is commutative": (a, b) => [intersect(a, b), intersect(b, a)],
      "union is associative": (a, b, c) => [union(union(a, b), c), union(a, union(b, c))],
      "intersect is associative": (a, b, c) => [
        intersect(intersect(a, b), c),
        intersect(a, intersect(b, c)),
      ],
      "intersect distributes over union": (a, b, c) => [
        intersect(a, union(b, c)),
        union(intersect(a, b), intersect(a, c)),
      ],
      "subtracting twice is subtracting the union": (a, b, c) => [
        subtract(subtract(a, b), c),
        subtract(a, union(b, c)),
      ],
      "a list is what it shares and what it does not": (a, b) => [
        union(intersect(a, b), subtract(a, b)),
        normalize(a),
      ],
      "nothing is left of a list without itself": (a) => [subtract(a, a), []],
      "a list shares all of itself": (a) => [intersect(a, a), normalize(a)],
      "nothing adds nothing": (a) => [union(a, []), normalize(a)],
      "nothing shares nothing": (a) => [intersect(a, []), []],
    };

  it.each(Object.entries(laws))("%s", (_, law) => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, anyIntervals, (a, b, c) => {
        const [left, right] = law(a, b, c);

        expect(left).toEqual(right);
      }),
    );
  });
});

describe("lists that are sorted by numbers", () => {
  /** The same instants on another scale, more than a short list has. */
  const listOf = (scale: number, offset: number) =>
    Array.from({ length: 130 }, (_, i) => {
      const start = offset + ((i * 37) % 130) * scale;
      return { start, end: start + scale / 2 };
    });

  it.each([
    ["small", 10, 0],
    ["negative", 10, -5_000],
    ["fractional", 0.25, 0.125],
    ["half of whole numbers", 0.5, 0.25],
    ["multiples of how many they are", 1_300, 0],
    ["far apart", 2 ** 46, 0],
    ["far from zero", 2, 2 ** 52],
    ["infinite", 10, Number.NEGATIVE_INFINITY],
  ])("are normalised when they are %s", (_, scale, offset) => {
    const given = listOf(scale, offset);
    const expected = given
      .filter(({ start, end }) => start < end)
      .toSorted((left, right) => left.start - right.start);

    expect(normalize(given)).toEqual(expected);
  });

  it.each([64, 65])("keep every one of %i that start together", (count) => {
    const given = Array.from({ length: count }, (_, i) => span(0, count - i));

    expect(normalize([...given, span(count + 5, count + 6)])).toEqual([
      span(0, count),
      span(count + 5, count + 6),
    ]);
  });
});

describe("intersect, on its way through lists that are not normalised", () => {
  const whole = [span(0, 100)];

  it.each([
    ["its first interval is empty", [span(5, 5), span(10, 20)], [span(10, 20)]],
    ["a later one is inverted", [span(0, 5), span(30, 20)], [span(0, 5)]],
    ["two touch", [span(0, 5), span(5, 9)], [span(0, 9)]],
    ["two overlap", [span(0, 5), span(4, 9)], [span(0, 9)]],
    ["what lies beyond the other list overlaps", [span(90, 110), span(105, 120)], [span(90, 100)]],
  ])("notices that %s", (_, given, expected) => {
    expect(intersect(given, whole)).toEqual(expected);
    expect(intersect(whole, given)).toEqual(expected);
  });
});

describe("large lists", () => {
  it("are handled without recursion or spreading", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => span(i * 10, i * 10 + 5));
    const shifted = many.map(({ start, end }) => span(start + 3, end + 3));

    expect(intersect(many, shifted)).toHaveLength(200_000);
    expect(union(many, shifted)).toHaveLength(200_000);
    expect(subtract(many, shifted)).toHaveLength(200_000);
    expect(normalize(many.toReversed())).toEqual(many);
  });
});
