/** The command line of `npm run load`. */
export interface LoadOptions {
  /** Length of the measured part, after the warm-up. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Write the table into docs/load.md. */
  readonly writes: boolean;
}

const FULL_SECONDS = 300;
const WARM_UP_SECONDS = 60;

/**
 * Reads `--seconds N` (default 300) and `--write`. The warm-up is never longer than the measured part.
 *
 * @throws {Error} for anything else, with a message for the terminal.
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
    throw new Error("--seconds needs a whole number of at least 5.");
  return seconds;
}
