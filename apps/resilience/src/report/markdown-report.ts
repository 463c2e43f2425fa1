import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../.local/reports", import.meta.url));

interface MarkdownReport {
  readonly file: string;
  write(markdown: string): void;
}

/** The report `.local/reports/<name>.md` of a run. Removes the previous one, so that a run that fails leaves none. */
export function startMarkdownReport(name: string): MarkdownReport {
  const file = join(folder, `${name}.md`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  return { file, write: (markdown) => writeFileSync(file, markdown) };
}
