const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Epoch milliseconds of an ISO 8601 instant.
 *
 * @throws {RangeError} without an offset, or when there is no such date and time.
 */
export function parseInstant(iso: string): number {
  const ms = withOffset.test(iso) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError("Not an instant with an offset.");
  return ms;
}

/** The ISO 8601 form in UTC, with milliseconds. */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** True for a text that `parseInstant` takes, e.g. one from an address bar. */
export function isInstant(text: string): boolean {
  return withOffset.test(text) && !Number.isNaN(Date.parse(text));
}
