import type { MemorySample } from "./heap-inspector.ts";
import type { ReaderResult } from "./readers.ts";
import type { WatcherLog } from "./watchers.ts";

/** Totals of all movers. */
export interface MoveSummary {
  readonly requested: number;
  /** Responses, by outcome or by error code. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Statuses of 500 and above that no fault of the run explains, and calls without a response. */
  readonly failed: Readonly<Record<string, number>>;
  /** Milliseconds on top of Cal.com's own time, over moves that were answered "moved". */
  readonly overheadP50: number;
  readonly overheadP95: number;
  readonly overheadMax: number;
}

/** Everything that a run measured. */
export interface StressResult {
  readonly readers: readonly ReaderResult[];
  readonly moves: MoveSummary;
  readonly watchers: WatcherLog;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** After garbage collection, before and after the measured part. */
  readonly memory: { readonly before: MemorySample; readonly after: MemorySample };
  readonly calCalls: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}

export const MAX_MEMORY_GROWTH = 0.2;
export const MAX_OVERHEAD_MS = 3_000;

/** Every threshold that the run missed, in words; empty after a good run. */
export function missedThresholds(result: StressResult): string[] {
  const { readers, moves, watchers, memory, violations } = result;
  return [
    ...readers.flatMap(({ name, failed }) => listFailures(name, failed)),
    ...listFailures("moves", moves.failed),
    ...listFailures("streams", watchers.failed),
    ...checkGrowth("heap", growthOf(memory, "heapUsed")),
    ...checkGrowth("resident memory", growthOf(memory, "rss")),
    ...(moves.overheadMax > MAX_OVERHEAD_MS
      ? [`a move took ${seconds(moves.overheadMax)} on top of Cal.com's own time`]
      : []),
    ...violations,
  ];
}

/** 0.1 for a tenth more than before. */
export function growthOf(
  { before, after }: StressResult["memory"],
  part: keyof MemorySample,
): number {
  return after[part] / before[part] - 1;
}

function checkGrowth(what: string, growth: number): string[] {
  return growth > MAX_MEMORY_GROWTH ? [`${what} grew by ${(growth * 100).toFixed(0)} %`] : [];
}

function listFailures(name: string, failed: Readonly<Record<string, number>>): string[] {
  return Object.entries(failed).map(([what, count]) => `${name}: ${count} × ${what}`);
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
