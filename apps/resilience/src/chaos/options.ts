/** The command line of `npm run chaos`. */
export interface ChaosOptions {
  /** How many stacks share the scenarios. */
  readonly stacks: number;
  /** Only scenarios whose fault, kill plan, role, kind of meeting or decision contains this; all if empty. */
  readonly only: string;
}

/**
 * Reads `--stacks N` and `--only TEXT`. `--write` changes nothing: every run writes its report.
 *
 * @throws {Error} for anything else, with a message for the terminal.
 */
export function readOptions(args: readonly string[]): ChaosOptions {
  const rest = [...args];
  let options: ChaosOptions = { stacks: 2, only: "" };
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--write") continue;
    if (flag === "--stacks") options = { ...options, stacks: readCount(rest.shift()) };
    else if (flag === "--only") options = { ...options, only: rest.shift() ?? "" };
    else throw new Error(`There is no option ${flag}. Choose from --stacks, --only.`);
  }
  return options;
}

function readCount(text: string | undefined): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error("--stacks needs a whole number.");
  return count;
}
