import { type Interval } from "./interval.ts";

/**
 * A zone's offsets from UTC as a flat list `[from, offset, from, offset, …]`: `offset`
 * milliseconds apply from the instant `from` until the next `from`.
 */
export type OffsetTable = readonly number[];

/** The offset that applies at an instant; that of the first entry before it. */
export function offsetIn(table: OffsetTable, instant: number): number {
  let offset = table[1] ?? 0;
  for (let i = 2; i < table.length; i += 2) {
    const [from, next] = [table[i], table[i + 1]];
    if (from === undefined || next === undefined || from > instant) break;
    offset = next;
  }
  return offset;
}

/**
 * A zone's offsets over an interval, as a machine with current time-zone data knows them.
 * Governments change clocks faster than browsers are updated, so a server can hand these over.
 */
export interface ZoneRules extends Interval {
  readonly timeZone: string;
  readonly offsets: OffsetTable;
}

const registered = new Map<string, ZoneRules>();

/**
 * Makes this whole library use these rules instead of the runtime's own data: for their zones, and
 * inside their interval. A zone's later rules replace its earlier ones.
 */
export function registerZoneRules(rules: readonly ZoneRules[]): void {
  for (const zone of rules) registered.set(zone.timeZone, zone);
}

/** What was registered for a zone, if anything. */
export function registeredRules(timeZone: string): ZoneRules | undefined {
  return registered.get(timeZone);
}
