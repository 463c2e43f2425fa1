import { offsetByPlatform, type ZoneRules } from "./zone.ts";

const dayMs = 86_400_000;
const stepMs = 7 * dayMs;
const minuteMs = 60_000;

/**
 * This machine's offsets of a zone over `[from, to)`. Changes closer than a week to each other
 * would be missed; no zone has had any.
 */
export function zoneRules(timeZone: string, { from, to }: { from: number; to: number }): ZoneRules {
  const changes: [number, number][] = [[from, offsetByPlatform(from, timeZone)]];
  for (let left = from; left < to; left += stepMs) {
    const right = Math.min(left + stepMs, to);
    const after = offsetByPlatform(right, timeZone);
    if (after !== changes.at(-1)?.[1]) changes.push([changeBetween(left, right, timeZone), after]);
  }
  return { timeZone, from, to, changes };
}

/** The first minute that has the offset of `right`. */
function changeBetween(left: number, right: number, timeZone: string): number {
  const before = offsetByPlatform(left, timeZone);
  let low = Math.floor(left / minuteMs);
  let high = Math.ceil(right / minuteMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetByPlatform(middle * minuteMs, timeZone) === before) low = middle;
    else high = middle;
  }
  return high * minuteMs;
}
