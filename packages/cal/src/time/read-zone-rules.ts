import { type Interval } from "./interval.ts";
import { zoneOffsets, type ZoneRules } from "./zone-offsets.ts";

/**
 * What this machine knows of a zone over an interval, in the form `registerZoneRules` takes
 * elsewhere: plain data, one entry per clock change, the first one at `start`. A zone's first
 * reading of four years costs about two milliseconds.
 *
 * @throws {RangeError} when the runtime does not know the zone.
 */
export function readZoneRules(timeZone: string, { start, end }: Interval): ZoneRules {
  let offsets: { from: number; offset: number }[] = [];
  for (const { from, offset } of zoneOffsets(timeZone, start, end)) {
    if (from <= start) offsets = [{ from: start, offset }];
    else if (from < end && offset !== offsets.at(-1)?.offset) offsets.push({ from, offset });
  }
  return { timeZone, start, end, offsets };
}
