import { hourMs, minuteMs } from "./durations.ts";
import { offsetAt } from "./zone-offsets.ts";

/** Cities that runtimes still know by an earlier spelling. Source: the links of the IANA database. */
const renamed: Readonly<Record<string, string>> = {
  Asmera: "Asmara",
  Calcutta: "Kolkata",
  "Coral Harbour": "Atikokan",
  Dacca: "Dhaka",
  Enderbury: "Kanton",
  Faeroe: "Faroe",
  Godthab: "Nuuk",
  Katmandu: "Kathmandu",
  Kiev: "Kyiv",
  Ponape: "Pohnpei",
  Rangoon: "Yangon",
  Saigon: "Ho Chi Minh",
  Truk: "Chuuk",
};

/**
 * "Buenos Aires" for "America/Argentina/Buenos_Aires", and "Kathmandu" for "Asia/Katmandu". A zone that
 * is only an offset is called by it: "UTC−5" for "Etc/GMT+5", whose sign is the other way round.
 */
export function cityOf(timeZone: string): string {
  if (/^Etc\/GMT[+-]\d/.test(timeZone)) return offsetLabel(0, timeZone);
  const city = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return renamed[city] ?? city;
}

/** "Calcutta" for the zone of Kolkata, by whichever name a runtime has it: what its city was called before, if anything. */
export function formerCityOf(timeZone: string): string | null {
  const city = cityOf(timeZone);
  return Object.keys(renamed).find((former) => renamed[former] === city) ?? null;
}

/**
 * "UTC−7", "UTC+5:30": the offset of a zone at an instant, seconds cut off.
 *
 * @throws {RangeError} when the runtime does not know the zone.
 */
export function offsetLabel(instant: number, timeZone: string): string {
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
  return city.startsWith("UTC") ? city : `${city}, ${offsetLabel(instant, timeZone)}`;
}
