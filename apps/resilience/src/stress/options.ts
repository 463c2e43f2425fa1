import type { CalLimits } from "../state/prepare-cal.ts";

/** The command line of `npm run load -- --stress`. */
export interface StressOptions {
  /** Length of the measured part, after the warm-up. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly limits: CalLimits;
}

const FULL_SECONDS = 300;
const WARM_UP_SECONDS = 60;

/**
 * Reads `--seconds N` (default 300) and `--real-limits`: by default Cal.com's limits play no part. The warm-up is never longer than the measured part.
 * `--write` changes nothing: every run writes its report.
 *
 * @throws {Error} for anything else, with a message for the terminal.
 */
export function readOptions(args: readonly string[]): StressOptions {
  const rest = [...args];
  let seconds = FULL_SECONDS;
  let limits: CalLimits = "generous";
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--write" || flag === "--stress") continue;
    if (flag === "--seconds") seconds = readSeconds(rest.shift());
    else if (flag === "--real-limits") limits = "real";
    else throw new Error(`There is no option ${flag}. Choose from --seconds, --real-limits.`);
  }
  return { seconds, warmUpSeconds: Math.min(WARM_UP_SECONDS, seconds), limits };
}

function readSeconds(text: string | undefined): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 5)
    throw new Error("--seconds needs a whole number of at least 5.");
  return seconds;
}
