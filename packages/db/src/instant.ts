/** Postgres reads this word as the moment the statement runs, on its own clock. */
export const DATABASE_NOW = "now";

/**
 * An instant as the database writes it, with any offset, in the one form we use: ISO 8601 in UTC
 * with milliseconds.
 *
 * @throws {RangeError} when the text is no instant
 */
export function toIsoInstant(text: string): string {
  return new Date(text).toISOString();
}

/** Epoch milliseconds as ISO 8601 in UTC. */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString();
}
