/**
 * A budget of work. One unit is about one look at a candidate: counted and never timed, so that the
 * same input gives the same plan on every machine.
 */
export class Work {
  private left: number;
  private readonly whole: Work | null;

  constructor(units: number, whole: Work | null = null) {
    this.left = units;
    this.whole = whole;
  }

  /** A part of this budget: what it spends is spent here too, and it ends when this one ends. */
  part(units: number): Work {
    return new Work(Math.min(units, this.left), this);
  }

  spend(units: number): void {
    this.left -= units;
    this.whole?.spend(units);
  }

  get isSpent(): boolean {
    return this.left <= 0 || (this.whole?.isSpent ?? false);
  }

  /** What is left; negative by as much as the last step went over. */
  get rest(): number {
    return this.left;
  }
}
