/** Where figures go as JSON, for the report of `npm run`; FIGURES_FILE of the environment. */
export const figuresFile = process.env["FIGURES_FILE"];
