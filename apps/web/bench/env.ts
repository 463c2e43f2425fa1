/** Where figures go as JSON, for the report of `npm run weigh`; FIGURES_FILE of the environment. */
export const figuresFile = process.env["FIGURES_FILE"];
