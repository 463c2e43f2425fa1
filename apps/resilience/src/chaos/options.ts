/** What the command line asks for. */
export interface ChaosOptions {
  /** Write the table into docs/chaos.md. */
  readonly writes: boolean;
  /** How many stacks share the cells. */
  readonly stacks: number;
  /** Only cells whose fault, killing, role or kind of meeting contains this; all when empty. */
  readonly only: string;
}

/**
 * Reads `--write`, `--stacks N` and `--only TEXT`.
 *
 * @throws {Error} in plain words for anything else.
 */
export function readOptions(args: readonly string[]): ChaosOptions {
  const rest = [...args];
  let options: ChaosOptions = { writes: false, stacks: 2, only: "" };
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--write") options = { ...options, writes: true };
    else if (flag === "--stacks") options = { ...options, stacks: readCount(rest.shift()) };
    else if (flag === "--only") options = { ...options, only: rest.shift() ?? "" };
    else throw new Error(`There is no option ${flag}. Choose from --write, --stacks, --only.`);
  }
  return options;
}

function readCount(text: string | undefined): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error("--stacks wants a whole number.");
  return count;
}
