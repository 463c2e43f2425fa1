import { resolve } from "node:path";

/** What the environment may change about a run. */
export interface BenchSettings {
  /** Skip the peer that has to be downloaded. */
  readonly offline: boolean;
  /** Where downloads and the chart go. */
  readonly folder: string;
  /** Where the gates go as JSON, for the report. */
  readonly figuresFile: string | undefined;
}

/** Reads `BENCH_OFFLINE` (any value), `BENCH_DIR` (by default `.local/bench` of the repository) and `FIGURES_FILE`. */
export function readSettings(): BenchSettings {
  const root = resolve(import.meta.dirname, "..", "..", "..");
  return {
    offline: Boolean(process.env["BENCH_OFFLINE"]),
    folder: process.env["BENCH_DIR"] ?? resolve(root, ".local", "bench"),
    figuresFile: process.env["FIGURES_FILE"],
  };
}
