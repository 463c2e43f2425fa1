import { dayNumberOf, daysInMonth } from "./day-number.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "./durations.ts";

const instantPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/**
 * Reads an ISO 8601 instant as epoch milliseconds. "Z" or an offset is required, so that the
 * machine's own time zone never decides; digits beyond milliseconds are cut off.
 *
 * @throws {RangeError} on anything else, also on days and times that do not exist (30 February,
 * 24:00, 23:59:60), so that neither `NaN` nor a silently shifted date enters the arithmetic.
 */
export function parseInstant(iso: string): number {
  const ms = readInstant(iso);
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${iso.slice(0, 40)}`);
  return ms;
}

/** Whether `parseInstant` accepts a text. */
export function isInstant(text: string): boolean {
  return !Number.isNaN(readInstant(text));
}

/**
 * Epoch milliseconds as ISO 8601 in UTC with milliseconds, the only form stored or sent:
 * `"2026-12-15T20:00:00.000Z"`.
 *
 * @throws {RangeError} when `ms` is no representable instant.
 */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** Epoch milliseconds; NaN when the text is no instant. */
function readInstant(iso: string): number {
  if (!instantPattern.test(iso)) return Number.NaN;
  const [year, month, day] = [pair(iso, 0) * 100 + pair(iso, 2), pair(iso, 5), pair(iso, 8)];
  if (day > 28 && day > daysInMonth(year, month)) return Number.NaN;
  return (
    dayNumberOf(year, month, day) * dayMs +
    pair(iso, 11) * hourMs +
    pair(iso, 14) * minuteMs +
    (iso[16] === ":" ? pair(iso, 17) * secondMs : 0) +
    readMilliseconds(iso) -
    readOffset(iso)
  );
}

/** The number that two digits make; the pattern has checked that they are digits. */
function pair(text: string, index: number): number {
  return text.charCodeAt(index) * 10 + text.charCodeAt(index + 1) - 528; // 11 times "0"
}

function readMilliseconds(iso: string): number {
  if (iso[19] !== "." && iso[19] !== ",") return 0;
  let ms = 0;
  for (let i = 20, unit = 100; i < 23; i += 1, unit /= 10) {
    const digit = iso.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) break;
    ms += digit * unit;
  }
  return ms;
}

/** Milliseconds east of UTC. */
function readOffset(iso: string): number {
  const end = iso.length;
  if (iso[end - 1] === "Z") return 0;
  const start = iso[end - 3] === ":" ? end - 6 : end - 5;
  const size = pair(iso, start + 1) * hourMs + pair(iso, end - 2) * minuteMs;
  return iso[start] === "-" ? -size : size;
}
