import { civilFromUtc, formatInstant, utcFromCivil } from "./instant.ts";
import { dayMs, minuteMs } from "../../time/durations.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** True if the runtime's time zone data has the IANA name. */
export function isZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formatters.set(zone, made);
  return made;
}

/** The zone's offset from UTC at the instant, in milliseconds. */
export function offsetAt(zone: string, ms: number): number {
  if (zone === "UTC") return 0;
  const quarter = Math.floor(ms / (15 * minuteMs));
  const key = `${zone}|${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size > 200_000) offsets.clear();
  const offset = readOffset(formatterOf(zone), quarter * 15 * minuteMs);
  offsets.set(key, offset);
  return offset;
}

function readOffset(formatter: Intl.DateTimeFormat, ms: number): number {
  const text =
    formatter.formatToParts(ms).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /([+-])(\d{2}):(\d{2})/.exec(text);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === "-" ? -minutes : minutes) * minuteMs;
}

/** The local date at the instant, "YYYY-MM-DD". */
export function localDate(zone: string, ms: number): string {
  return formatInstant(ms + offsetAt(zone, ms)).slice(0, 10);
}

/** The local minute of the hour. */
export function localMinute(zone: string, ms: number): number {
  return civilFromUtc(ms + offsetAt(zone, ms)).minute;
}

/** The instant of a local time: the end of the gap if it is skipped, the first one if it is repeated. */
export function instantOfWall(zone: string, wall: number): number {
  const before = offsetAt(zone, wall - dayMs);
  const early = wall - before;
  if (early + offsetAt(zone, early) === wall) return early;
  const late = wall - offsetAt(zone, early);
  return late + offsetAt(zone, late) === wall ? late : early;
}

/** Local midnight at the start of a date. */
export function startOfDate(zone: string, date: string): number {
  return instantOfWall(zone, wallOf(date));
}

/** Midnight of the date as if it were UTC. */
export function wallOf(date: string): number {
  const [year, month, day] = date.split("-").map(Number);
  return utcFromCivil(year ?? 1970, month ?? 1, day ?? 1);
}

/** The date `days` later, without a time zone. */
export function addDays(date: string, days: number): string {
  return formatInstant(wallOf(date) + days * dayMs).slice(0, 10);
}

/** ISO 8601 with the zone's offset, or "Z" for UTC. */
export function formatInZone(zone: string, ms: number): string {
  if (zone === "UTC") return formatInstant(ms);
  const offset = offsetAt(zone, ms);
  const minutes = Math.abs(offset) / minuteMs;
  const pad = (value: number): string => String(value).padStart(2, "0");
  const sign = offset < 0 ? "-" : "+";
  return `${formatInstant(ms + offset).slice(0, -1)}${sign}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
