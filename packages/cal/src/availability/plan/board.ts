import { type Counts, type Problem, type Solution } from "./problem.ts";

/** Who is where. Every change is kept, so that an idea that fails can be taken back. */
export class Board {
  readonly p: Problem;
  /** By meeting: its candidate, or -1. */
  readonly choice: Int32Array;
  /** By cell: the meeting in it, or -1. */
  readonly owner: Int16Array;
  readonly capUsed: Int32Array;
  private readonly changes: number[] = [];

  constructor(p: Problem) {
    this.p = p;
    this.choice = new Int32Array(p.size).fill(-1);
    this.owner = new Int16Array(p.cells).fill(-1);
    this.capUsed = new Int32Array(p.capSize.length);
  }

  at(m: number): number {
    return this.choice[m] ?? -1;
  }

  /** Puts a meeting on a candidate that is free, or takes it away with -1. */
  set(m: number, c: number): void {
    this.changes.push(m, this.at(m));
    this.apply(m, c);
  }

  mark(): number {
    return this.changes.length;
  }

  /** Takes back everything since the mark, the last change first. */
  undo(mark: number): void {
    while (this.changes.length > mark) {
      const before = this.changes.pop() ?? -1;
      const m = this.changes.pop() ?? 0;
      this.apply(m, before);
    }
  }

  /** What was done so far can no longer be taken back. */
  forget(): void {
    this.changes.length = 0;
  }

  load(choice: Int32Array): void {
    for (let m = 0; m < this.p.size; m += 1) this.apply(m, -1);
    for (let m = 0; m < this.p.size; m += 1) this.apply(m, choice[m] ?? -1);
    this.forget();
  }

  clear(): void {
    for (let m = 0; m < this.p.size; m += 1) this.apply(m, -1);
    this.forget();
  }

  isFree(c: number): boolean {
    if (this.isFull(this.p.capA[c] ?? -1) || this.isFull(this.p.capB[c] ?? -1)) return false;
    const { owner } = this;
    const end = this.p.to[c] ?? 0;
    for (let t = this.p.from[c] ?? 0; t < end; t += 1) if ((owner[t] ?? -1) >= 0) return false;
    return true;
  }

  isFull(cap: number): boolean {
    return cap >= 0 && (this.capUsed[cap] ?? 0) >= (this.p.capSize[cap] ?? 0);
  }

  /** Whether the candidate that a meeting has counts against a cap. */
  counts(m: number, cap: number): boolean {
    const c = this.at(m);
    return c >= 0 && (this.p.capA[c] === cap || this.p.capB[c] === cap);
  }

  tally(): Counts {
    const placed: [number, number] = [0, 0];
    let value = 0;
    for (let m = 0; m < this.p.size; m += 1) {
      const c = this.at(m);
      if (c < 0) continue;
      placed[this.p.classOf[m] === 0 ? 0 : 1] += 1;
      value += this.p.value[c] ?? 0;
    }
    return { placed, value };
  }

  snapshot(): Solution {
    return { choice: this.choice.slice(), ...this.tally() };
  }

  private apply(m: number, c: number): void {
    const { p, owner } = this;
    const before = this.at(m);
    if (before >= 0) {
      owner.fill(-1, p.from[before], p.to[before]);
      this.use(before, -1);
    }
    if (c >= 0) {
      owner.fill(m, p.from[c], p.to[c]);
      this.use(c, 1);
    }
    this.choice[m] = c;
  }

  private use(c: number, by: number): void {
    const { p, capUsed } = this;
    const [a, b] = [p.capA[c] ?? -1, p.capB[c] ?? -1];
    if (a >= 0) capUsed[a] = (capUsed[a] ?? 0) + by;
    if (b >= 0) capUsed[b] = (capUsed[b] ?? 0) + by;
  }
}
