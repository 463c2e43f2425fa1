import fc from "fast-check";
import { expect, it } from "vitest";
import { normalize } from "./normalize.ts";
import { overlapsAny } from "./overlaps-any.ts";

it("an interval overlaps what shares an instant with it, and not what only touches it", () => {
  const busy = [
    { start: 10, end: 20 },
    { start: 30, end: 40 },
  ];
  const overlaps = (start: number, end: number) => overlapsAny(busy, { start, end });

  expect(overlaps(20, 30)).toBe(false);
  expect(overlaps(0, 10)).toBe(false);
  expect(overlaps(40, 50)).toBe(false);
  expect(overlaps(19, 30)).toBe(true);
  expect(overlaps(20, 31)).toBe(true);
  expect(overlaps(0, 50)).toBe(true);
  expect(overlaps(12, 13)).toBe(true);
  expect(overlapsAny([], { start: 0, end: 1 })).toBe(false);
});

it("the search finds what a look at every interval finds", () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 9 }))
    .map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(fc.array(interval), interval, (intervals, asked) => {
      const found = intervals.some(({ start, end }) => start < asked.end && asked.start < end);

      expect(overlapsAny(normalize(intervals), asked)).toBe(found);
    }),
    { numRuns: 500 },
  );
});
