/** The product with one of its safety rules broken in one place, and the test that notices it. */
export interface Mutant {
  /** What goes wrong. */
  readonly name: string;
  /** The rule that it breaks, quoted from ARCHITECTURE.md, from `.cursorrules` or from a comment of the file. */
  readonly rule: string;
  /** From the repository's root. SQL is changed in `schemas`; the database gets it as one more migration. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly before: string;
  readonly after: string;
  readonly killedBy: {
    /** From the repository's root. */
    readonly file: string;
    /** As it is in that file; without what is filled in. */
    readonly title: string;
  };
}
