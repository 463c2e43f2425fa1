/** Postgres reads this word as the moment the statement runs, on its own clock. */
export const DATABASE_NOW = "now";
/**
 * The midnight before the last one, on the same clock. What has not ended by now started after it, for no meeting
 * is longer than a day; a condition on the start bounds the scan of an index.
 */
export const DATABASE_YESTERDAY = "yesterday";
