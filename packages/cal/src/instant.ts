const instantPattern =
  /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * Reads an ISO 8601 instant as epoch milliseconds. "Z" or an offset is required, so that the
 * machine's own time zone never decides; digits beyond milliseconds are cut off.
 *
 * @throws {RangeError} on anything else, also on days that do not exist (30 February), so that
 * neither `NaN` nor a silently shifted date enters the arithmetic.
 */
export function parseInstant(iso: string): number {
  const match = instantPattern.exec(iso);
  const ms = match ? Date.parse(iso.replace(",", ".")) : Number.NaN;
  if (!match || Number.isNaN(ms) || !dayExists(match)) {
    throw new RangeError(`not an instant: ${iso.slice(0, 40)}`);
  }
  return ms;
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

function dayExists([, year, month, day]: RegExpExecArray): boolean {
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) <= last;
}
