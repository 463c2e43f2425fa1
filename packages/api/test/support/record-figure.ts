import { appendFileSync } from "node:fs";

/** A measured number and the most that it may be. */
export interface Figure {
  readonly value: number;
  readonly limit: number;
}

/**
 * Adds a figure to the file that `npm run depth` and `npm run simulate` make their reports of; nothing
 * without FIGURES_FILE. One line each, so that files which run in parallel do not lose any.
 */
export function recordFigure(name: string, { value, limit }: Figure): void {
  const file = process.env["FIGURES_FILE"];
  if (!file) return;
  appendFileSync(file, `${JSON.stringify({ [name]: { value, limit, ok: value <= limit } })}\n`);
}
