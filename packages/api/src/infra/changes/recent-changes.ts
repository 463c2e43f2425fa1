import { type SteadyClock, systemClock } from "@reslot/cal/time";
import type { Change } from "@reslot/db";

/** What a process has heard of the feed, so that a subscriber costs no query to catch up. */
export interface RecentChanges {
  /** From now on everything after this id is heard. */
  begin(latestId: number): void;
  add(change: Change): void;
  /** Nothing is heard any more. */
  end(): void;
  /**
   * All changes after this id, and those of the last ten seconds; null: of the last ten seconds alone. null where
   * that is not known here.
   */
  since(afterId: number | null): Change[] | null;
}

/** Transactions do not commit in the order of their ids, and a page is read before its stream is opened. */
export const repeatedMs = 10_000;
const maxKept = 5_000;

export function createRecentChanges(
  clock: Pick<SteadyClock, "elapsed"> = systemClock,
): RecentChanges {
  let begunAt: number | null = null;
  let kept: { change: Change; heardAt: number }[] = [];
  /** All after the first of these ids are kept; the second is the greatest that was heard. */
  let floorId = 0;
  let newestId = 0;

  return {
    begin(latestId) {
      begunAt = clock.elapsed();
      kept = [];
      floorId = latestId;
      newestId = latestId;
    },
    add(change) {
      kept.push({ change, heardAt: clock.elapsed() });
      newestId = Math.max(newestId, change.id);
      if (kept.length < 2 * maxKept) return;
      for (const { change: dropped } of kept.slice(0, maxKept))
        floorId = Math.max(floorId, dropped.id);
      kept = kept.slice(maxKept);
    },
    end() {
      begunAt = null;
      kept = [];
    },
    since(afterId) {
      const now = clock.elapsed();
      if (begunAt === null || now - begunAt < repeatedMs) return null;
      if (afterId !== null && (afterId < floorId || afterId > newestId)) return null;
      const isMissed = (id: number) => afterId !== null && id > afterId;
      return kept
        .filter(({ change, heardAt }) => isMissed(change.id) || now - heardAt <= repeatedMs)
        .map(({ change }) => change);
    },
  };
}
