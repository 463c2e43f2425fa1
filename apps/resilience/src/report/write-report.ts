import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One measured value against its limit. */
export interface Figure {
  readonly value: number;
  readonly limit: number;
  readonly ok: boolean;
}

export type Figures = Readonly<Record<string, Figure>>;

interface Report {
  /** When the run ended, as an instant. */
  readonly at: string;
  readonly figures: Figures;
  /** The same run for people. */
  readonly markdown: string;
}

/** Removes the reports of an earlier run, so that a run that breaks off leaves none. */
export function removeReport(folder: string, name: string): void {
  for (const file of filesOf(folder, name)) rmSync(file, { force: true });
}

/**
 * Writes `<name>.json` and `<name>.md` into `folder`.
 *
 * @returns the Markdown file; the JSON file has the form `{ ok, at, figures }`
 */
export function writeReport(folder: string, name: string, report: Report): string {
  const { at, figures, markdown } = report;
  mkdirSync(folder, { recursive: true });
  const [jsonFile, markdownFile] = filesOf(folder, name);
  const content = { ok: areWithinLimits(figures), at, figures };
  writeFileSync(jsonFile, `${JSON.stringify(content, null, 2)}\n`);
  writeFileSync(markdownFile, markdown);
  return markdownFile;
}

export function areWithinLimits(figures: Figures): boolean {
  return Object.values(figures).every(({ ok }) => ok);
}

/** A value that must not exceed its limit. */
export function atMost(value: number, limit: number): Figure {
  return { value, limit, ok: value <= limit };
}

/** A value that must reach its limit. */
export function atLeast(value: number, limit: number): Figure {
  return { value, limit, ok: value >= limit };
}

function filesOf(folder: string, name: string): [json: string, markdown: string] {
  return [join(folder, `${name}.json`), join(folder, `${name}.md`)];
}
