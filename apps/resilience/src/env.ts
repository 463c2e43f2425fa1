/** Where to write the figures as JSON, if `npm run chaos` or `npm run load` asks for them. */
export function figuresFile(): string | undefined {
  return process.env["FIGURES_FILE"];
}

/** How far a program's clock is ahead of the machine's during `npm run chaos`. */
export function clockShiftMs(): number {
  return Number(process.env["CLOCK_SHIFT_MS"] ?? 0);
}
