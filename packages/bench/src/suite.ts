import { type Candidate, type Measured, type MeasureOptions } from "./measure.ts";

/** A ratio that must hold, or the bench fails. */
export interface Gate {
  readonly text: string;
  readonly value: number;
  readonly limit: number;
  readonly kind: "atLeast" | "atMost";
  /** What the project aims at; the limit leaves room for a busy machine. */
  readonly goal: number;
}

/** The same work, done by several candidates; the first one is ours. */
export interface Suite {
  readonly title: string;
  readonly candidates: readonly Candidate[];
  readonly options: MeasureOptions;
  /** Names whose result is another one by design, such as a loop that only reads. */
  readonly incomparable?: readonly string[];
  gates(timeOf: (name: string) => number | null): readonly Gate[];
}

export interface SuiteResult {
  readonly title: string;
  readonly measured: readonly Measured[];
  readonly gates: readonly Gate[];
}

/** Whether a gate holds. */
export function holds({ value, limit, kind }: Gate): boolean {
  return kind === "atLeast" ? value >= limit : value <= limit;
}
