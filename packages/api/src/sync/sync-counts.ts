import type { Imported } from "./import-booking.ts";

/**
 * How many bookings had each outcome; `reconciled` are ours that Cal.com no longer has as they were,
 * `missing` ones it does not know, `moving` ones that it has otherwise during a move of ours; they and
 * the `failed` ones are tried again by the next sync. `unreadable` rows are no bookings that we can read.
 */
export type SyncCounts = Record<
  Imported | "failed" | "missing" | "moving" | "reconciled" | "unreadable",
  number
>;

export function emptyCounts(): SyncCounts {
  return {
    created: 0,
    known: 0,
    reconciled: 0,
    missing: 0,
    moving: 0,
    seated: 0,
    severalPeople: 0,
    strangers: 0,
    unsupported: 0,
    failed: 0,
    unreadable: 0,
  };
}
