/** Where the figures go as JSON, for the report. */
export const figuresFile = process.env["FIGURES_FILE"];
