import { resolve } from "node:path";

/** What the environment may change about a run. */
export interface BenchSettings {
  /** Skip the peer that has to be downloaded. */
  readonly offline: boolean;
  /** Where downloads and the chart go. */
  readonly folder: string;
}

/** Reads `BENCH_OFFLINE` (any value) and `BENCH_DIR` (by default `.local/bench` of the repository). */
export function readSettings(): BenchSettings {
  const root = resolve(import.meta.dirname, "..", "..", "..");
  return {
    offline: Boolean(process.env["BENCH_OFFLINE"]),
    folder: process.env["BENCH_DIR"] ?? resolve(root, ".local", "bench"),
  };
}
