/** What the command line asks for. */
export interface LoadOptions {
  /** How long the measured part lasts; the warm-up comes before it. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Write the table into docs/load.md. */
  readonly writes: boolean;
}

const FULL_SECONDS = 300;
const WARM_UP_SECONDS = 60;

/**
 * Reads `--seconds N` (300 without it) and `--write`. A run shorter than the warm-up warms up for as long as it runs.
 *
 * @throws {Error} in plain words for anything else.
 */
export function readOptions(args: readonly string[]): LoadOptions {
  const rest = [...args];
  let seconds = FULL_SECONDS;
  let writes = false;
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--write") writes = true;
    else if (flag === "--seconds") seconds = readSeconds(rest.shift());
    else throw new Error(`There is no option ${flag}. Choose from --seconds, --write.`);
  }
  return { seconds, warmUpSeconds: Math.min(WARM_UP_SECONDS, seconds), writes };
}

function readSeconds(text: string | undefined): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 5)
    throw new Error("--seconds wants a whole number from 5 on.");
  return seconds;
}
