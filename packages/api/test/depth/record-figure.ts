import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** A measured number and the most that it may be. */
export interface Figure {
  readonly value: number;
  readonly limit: number;
}

/** Adds a figure to the file that `npm run depth` makes its report of; nothing without FIGURES_FILE. */
export function recordFigure(name: string, { value, limit }: Figure): void {
  const file = process.env["FIGURES_FILE"];
  if (!file) return;
  const figures = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  figures[name] = { value, limit, ok: value <= limit };
  writeFileSync(file, JSON.stringify(figures));
}
