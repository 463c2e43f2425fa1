import { type Problem } from "./problem.ts";

/** The candidates that can still be part of a better plan, side by side in memory. */
export class Remaining {
  readonly first: Int32Array;
  readonly id: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly value: Float64Array;
  /** The value less the prices of what the candidate takes. */
  readonly reduced: Float64Array;

  constructor(p: Problem, value: Int32Array) {
    this.first = p.first.slice();
    this.id = Int32Array.from(value, (_, c) => c);
    this.from = p.from.slice();
    this.to = p.to.slice();
    this.value = Float64Array.from(value);
    this.reduced = new Float64Array(value.length);
  }

  get length(): number {
    return this.first.at(-1) ?? 0;
  }

  /** Takes out what cannot be part of a better plan. */
  prune(isHopeless: (m: number, reduced: number) => boolean): void {
    const { first, reduced } = this;
    let kept = 0;
    let i = 0;
    for (let m = 0; m + 1 < first.length; m += 1) {
      const end = first[m + 1] ?? 0;
      for (; i < end; i += 1) {
        if (isHopeless(m, reduced[i] ?? 0)) continue;
        this.move(i, kept);
        kept += 1;
      }
      first[m + 1] = kept;
    }
  }

  private move(i: number, kept: number): void {
    const { id, from, to, value, reduced } = this;
    id[kept] = id[i] ?? 0;
    from[kept] = from[i] ?? 0;
    to[kept] = to[i] ?? 0;
    value[kept] = value[i] ?? 0;
    reduced[kept] = reduced[i] ?? 0;
  }
}
