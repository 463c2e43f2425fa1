import type { MemorySample } from "./heap.ts";
import type { ReadingResult } from "./readers.ts";
import type { WatchLog } from "./watchers.ts";

/** What all movers together came to. */
export interface MoveSummary {
  readonly asked: number;
  /** Answers by outcome, or by the code of the refusal. */
  readonly answers: Readonly<Record<string, number>>;
  /** Statuses of 500 and above that no fault of ours explains, and calls without an answer. */
  readonly failed: Readonly<Record<string, number>>;
  /** Of moves that were answered "moved": milliseconds beyond Cal.com's own time. */
  readonly ownP50: number;
  readonly ownP95: number;
  readonly ownMax: number;
}

/** Everything that a run found. */
export interface LoadResult {
  readonly readings: readonly ReadingResult[];
  readonly moves: MoveSummary;
  readonly watched: WatchLog;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Settled, before and after the measured part. */
  readonly memory: { readonly before: MemorySample; readonly after: MemorySample };
  readonly calCalls: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}

export const MEMORY_BOUND = 0.2;
export const OWN_TIME_BOUND_MS = 3_000;

/** Everything that must not be, in plain words; empty after a good run. */
export function broken(result: LoadResult): string[] {
  const { readings, moves, watched, memory, violations } = result;
  return [
    ...readings.flatMap(({ name, failed }) => inWords(name, failed)),
    ...inWords("who moves", moves.failed),
    ...inWords("streams", watched.failed),
    ...grown("heap", growthOf(memory, "heapUsed")),
    ...grown("resident memory", growthOf(memory, "rss")),
    ...(moves.ownMax > OWN_TIME_BOUND_MS
      ? [`a move took ${seconds(moves.ownMax)} beyond Cal.com's own time`]
      : []),
    ...violations,
  ];
}

/** 0.1 for a tenth more than before. */
export function growthOf(
  { before, after }: LoadResult["memory"],
  part: keyof MemorySample,
): number {
  return after[part] / before[part] - 1;
}

function grown(what: string, growth: number): string[] {
  return growth > MEMORY_BOUND ? [`${what} grew by ${(growth * 100).toFixed(0)} %`] : [];
}

function inWords(name: string, failed: Readonly<Record<string, number>>): string[] {
  return Object.entries(failed).map(([what, count]) => `${name}: ${count} × ${what}`);
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
