import type { CalLimits } from "../state/prepare-cal.ts";

/** The command line of `npm run chaos`. */
export interface ChaosOptions {
  /** How many stacks share the scenarios. */
  readonly stacks: number;
  /** Only scenarios whose line in the terminal contains this; all if empty. */
  readonly only: string;
  readonly limits: CalLimits;
}

const OPTIONS = "--stacks, --only, --real-limits";

/**
 * Reads `--stacks N`, `--only TEXT` and `--real-limits`: by default Cal.com's limits play no part, for they would refuse
 * many of the moves before anything can fail. `--write` changes nothing: every run writes its report.
 *
 * @throws {Error} for anything else, with a message for the terminal.
 */
export function readOptions(args: readonly string[]): ChaosOptions {
  const rest = [...args];
  let options: ChaosOptions = { stacks: 2, only: "", limits: "generous" };
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--write") continue;
    if (flag === "--stacks") options = { ...options, stacks: readCount(rest.shift()) };
    else if (flag === "--only") options = { ...options, only: rest.shift() ?? "" };
    else if (flag === "--real-limits") options = { ...options, limits: "real" };
    else throw new Error(`There is no option ${flag}. Choose from ${OPTIONS}.`);
  }
  return options;
}

function readCount(text: string | undefined): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error("--stacks needs a whole number.");
  return count;
}
