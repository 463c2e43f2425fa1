import { describe, expect, it } from "vitest";
import { areWithinLimits, atLeast, atMost } from "./figures.ts";

describe("figures", () => {
  it.each([
    ["at its upper limit", atMost(3, 3), true],
    ["above its upper limit", atMost(4, 3), false],
    ["at its lower limit", atLeast(3, 3), true],
    ["below its lower limit", atLeast(2, 3), false],
  ])("are within their limits only if none is exceeded: one %s", (_, figure, isWithin) => {
    expect(areWithinLimits({ good: atMost(0, 0), figure })).toBe(isWithin);
  });
});
