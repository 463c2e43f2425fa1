import { dayNumberOf, daysInMonth } from "./civil-date.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "./durations.ts";

const instantPattern =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

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
  return readDay(iso) * dayMs + readClock(iso) - readOffset(iso) * minuteMs;
}

/** The pattern has checked that there are only digits where this looks. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/** Day number of the date; NaN when it does not exist. */
function readDay(iso: string): number {
  const [year, month, day] = [digits(iso, 0, 4), digits(iso, 5, 7), digits(iso, 8, 10)];
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? dayNumberOf(year, month, day) : Number.NaN;
}

/** Milliseconds after midnight; NaN when there is no such time. */
function readClock(iso: string): number {
  const [hours, minutes] = [digits(iso, 11, 13), digits(iso, 14, 16)];
  const seconds = iso[16] === ":" ? digits(iso, 17, 19) : 0;
  if (hours > 23 || minutes > 59 || seconds > 59) return Number.NaN;
  return hours * hourMs + minutes * minuteMs + seconds * secondMs + readMilliseconds(iso);
}

function readMilliseconds(iso: string): number {
  if (iso[19] !== "." && iso[19] !== ",") return 0;
  let end = 20;
  while (end < 23 && isDigit(iso, end)) end += 1;
  return digits(iso, 20, end) * 10 ** (23 - end);
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}

/** Minutes east of UTC; NaN when there is no such offset. */
function readOffset(iso: string): number {
  const end = iso.length;
  if (iso[end - 1] === "Z") return 0;
  const start = iso[end - 3] === ":" ? end - 6 : end - 5;
  const [hours, minutes] = [digits(iso, start + 1, start + 3), digits(iso, end - 2, end)];
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (iso[start] === "-" ? -1 : 1) * (hours * 60 + minutes);
}
