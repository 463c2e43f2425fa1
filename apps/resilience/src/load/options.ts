/** The command line of `npm run load`. */
export interface LoadOptions {
  readonly coaches: number;
  /** Of each coach, with one meeting each. */
  readonly mentees: number;
  /** Length of each measured part. */
  readonly minutes: number;
}

const names = ["coaches", "mentees", "minutes"] as const;

/**
 * Reads `--coaches N --mentees N --minutes N`: one coach with forty mentees for six minutes by default.
 *
 * @throws {Error} for anything else, with a message for the terminal.
 */
export function readOptions(args: readonly string[]): LoadOptions {
  const rest = [...args];
  const options = { coaches: 1, mentees: 40, minutes: 6 };
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--write") continue;
    const name = names.find((each) => `--${each}` === flag);
    if (!name) {
      throw new Error(`There is no option ${flag}. Choose from --coaches, --mentees, --minutes.`);
    }
    options[name] = readCount(flag, rest.shift());
  }
  return options;
}

function readCount(flag: string, text: string | undefined): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`${flag} needs a whole number of at least 1.`);
  return count;
}
