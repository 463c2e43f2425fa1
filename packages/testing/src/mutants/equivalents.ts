/** Mutants of Stryker that change nothing that anyone can see, each reviewed. They do not count in the score. */
interface Equivalent {
  /** From the repository's root. */
  readonly file: string;
  /** The line that is changed, without its indentation. */
  readonly line: string;
  /** What Stryker puts there. */
  readonly replacements: readonly string[];
  readonly why: string;
}

export const equivalents: readonly Equivalent[] = [];
