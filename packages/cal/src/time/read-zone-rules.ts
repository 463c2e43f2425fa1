import { type Interval } from "./interval.ts";
import { zoneOffsets } from "./zone-offsets.ts";
import { type ZoneRules } from "./zone-rules.ts";

/**
 * What this machine knows of a zone over an interval, in the form `registerZoneRules` takes
 * elsewhere: plain data, one entry per clock change, the first one at `start`. A zone's first
 * reading of four years costs about a millisecond.
 *
 * @throws {RangeError} when the runtime does not know the zone.
 */
export function readZoneRules(timeZone: string, { start, end }: Interval): ZoneRules {
  const table = zoneOffsets(timeZone, start, end);
  let offsets: number[] = [];
  for (let i = 0; i < table.length; i += 2) {
    const [from = end, offset = 0] = [table[i], table[i + 1]];
    if (from >= end) break;
    if (from <= start) offsets = [start, offset];
    else if (offset !== offsets.at(-1)) offsets.push(from, offset);
  }
  return { timeZone, start, end, offsets };
}
