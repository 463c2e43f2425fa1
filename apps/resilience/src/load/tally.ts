import type { Reply } from "../traffic/api-client.ts";

/** What people were answered, and how long their moves took. */
export interface Tally {
  /** Answers to reads, by error code; "ok" without one. */
  readonly reads: Record<string, number>;
  /** Answers to moves, by outcome or error code. */
  readonly moves: Record<string, number>;
  /** Of moves that were answered "moved", in ms. */
  readonly moveMs: number[];
  /** Suitable times that a person looked for and did not find. */
  noTimes: number;
}

export function createTally(): Tally {
  return { reads: {}, moves: {}, moveMs: [], noTimes: 0 };
}

export function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

/** An answer's error code, or "ok". */
export function nameOf({ status, code }: Reply): string {
  if (code !== undefined) return code;
  return status === 200 ? "ok" : `status ${status}`;
}

export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, each) => total + each, 0);
}
