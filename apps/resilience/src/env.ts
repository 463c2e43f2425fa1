/** Where to write the figures as JSON, if `npm run chaos` or `npm run load` asks for them. */
export function figuresFile(): string | undefined {
  return process.env["FIGURES_FILE"];
}
