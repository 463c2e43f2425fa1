import { hourMs, minuteMs } from "./durations.ts";
import { offsetAt } from "./zone-offsets.ts";

/** "Buenos Aires" for "America/Argentina/Buenos_Aires". */
export function cityOf(timeZone: string): string {
  return timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
}

/** "UTC−7", "UTC+5:30": the offset of a zone at an instant, seconds cut off. */
function offsetLabel(instant: number, timeZone: string): string {
  const offset = offsetAt(instant, timeZone);
  const hours = Math.trunc(Math.abs(offset) / hourMs);
  const minutes = Math.trunc((Math.abs(offset) % hourMs) / minuteMs);
  const sign = offset < 0 ? "−" : "+";
  return `UTC${sign}${hours}${minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`}`;
}

/**
 * "Vancouver, UTC−7": a zone by its city and its offset at an instant; "UTC" for UTC itself.
 *
 * @throws {RangeError} when the runtime does not know the zone.
 */
export function zoneLabel(instant: number, timeZone: string): string {
  const city = cityOf(timeZone);
  return city === "UTC" ? city : `${city}, ${offsetLabel(instant, timeZone)}`;
}
