import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Runs a measurement, which writes `{ [name]: { value, limit, ok } }` as JSON, at once or line by line, to the file in
 * the variable FIGURES_FILE, and turns that into `<folder>/<name>.json` with `{ ok, at, figures }`. A measurement that measured
 * nothing is not ok.
 * @param {(env: { FIGURES_FILE: string }) => Promise<number>} run gives the exit code
 * @returns the exit code: that of `run`, or 1 when a limit was missed
 */
export async function writeReport(name, { folder, run }) {
  const file = join(folder, `${name}.json`);
  const FIGURES_FILE = `${file}.part`;
  mkdirSync(dirname(file), { recursive: true });
  for (const old of [file, FIGURES_FILE]) rmSync(old, { force: true });
  const code = await run({ FIGURES_FILE });
  const figures = readFigures(FIGURES_FILE);
  const all = Object.values(figures);
  const ok = code === 0 && all.length > 0 && all.every((figure) => figure.ok);
  writeFileSync(
    file,
    `${JSON.stringify({ ok, at: new Date().toISOString(), figures }, null, 2)}\n`,
  );
  rmSync(FIGURES_FILE, { force: true });
  for (const [title, figure] of Object.entries(figures)) {
    console.log(`${figure.ok ? "✓" : "✗"} ${title}: ${figure.value} (limit ${figure.limit})`);
  }
  console.log(`${ok ? "✓" : "✗"} ${name.padEnd(11)} ${file}`);
  return ok ? 0 : code || 1;
}

/** One object, or one on each line. */
function readFigures(file) {
  try {
    const text = readFileSync(file, "utf8");
    try {
      return JSON.parse(text);
    } catch {
      const lines = text.split("\n").filter((line) => line !== "");
      return Object.assign({}, ...lines.map((line) => JSON.parse(line)));
    }
  } catch {
    return {};
  }
}
