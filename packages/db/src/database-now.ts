/** Postgres reads this word as the moment the statement runs, on its own clock. */
export const DATABASE_NOW = "now";
