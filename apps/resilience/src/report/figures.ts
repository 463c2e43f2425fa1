import { writeFileSync } from "node:fs";
import { figuresFile } from "../env.ts";

/** One measured value against its limit. */
export interface Figure {
  readonly value: number;
  readonly limit: number;
  readonly ok: boolean;
}

export type Figures = Readonly<Record<string, Figure>>;

/** A value that must not exceed its limit. */
export function atMost(value: number, limit: number): Figure {
  return { value, limit, ok: value <= limit };
}

/** A value that must reach its limit. */
export function atLeast(value: number, limit: number): Figure {
  return { value, limit, ok: value >= limit };
}

export function areWithinLimits(figures: Figures): boolean {
  return Object.values(figures).every(({ ok }) => ok);
}

/** Hands the figures to the root command, which makes the JSON report of them. */
export function writeFigures(figures: Figures): void {
  const file = figuresFile();
  if (file !== undefined) writeFileSync(file, JSON.stringify(figures));
}
