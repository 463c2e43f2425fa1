/** Where figures go as JSON, for the report of `npm run`; FIGURES_FILE of the environment. */
export const figuresFile = process.env["FIGURES_FILE"];

/** CI sets STRICT_REQUIRED: what cannot run for want of PostgreSQL fails. */
export const isStrictRequired = process.env["STRICT_REQUIRED"] === "1";
