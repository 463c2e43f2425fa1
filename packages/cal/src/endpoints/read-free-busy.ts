import { z } from "zod";
import { dayMs } from "../time/durations.ts";
import { type Interval } from "../time/interval.ts";
import { type InstantRange, readLooseInstant } from "../time/loose-instant.ts";

/** What a list of busy entries says of a range: the rest of the range is free. */
export interface FreeBusy {
  /** Epoch milliseconds, as everything here; unsorted. */
  readonly busy: readonly Interval[];
  /** Where an entry could not be read: it may be busy then. */
  readonly unknown: readonly Interval[];
}

const time = z.string().nullish().catch(null);
const entrySchema = z.object({ start: time, end: time });

/**
 * Reads busy entries one by one, so that one that cannot be read hides no other. With both ends it is
 * busy, read as UTC where they do not say, and the rest of what they may mean is unknown. With one end
 * a day from there is unknown, with none the whole range. What does not overlap the range is left out.
 */
export function readFreeBusy(rows: readonly unknown[], range: Interval): FreeBusy {
  const entries = rows.map((row) => readEntry(row, range));
  const overlaps = ({ start, end }: Interval) => start < range.end && range.start < end;
  return {
    busy: entries.flatMap(({ busy }) => busy).filter(overlaps),
    unknown: entries.flatMap(({ unknown }) => unknown).filter(overlaps),
  };
}

function readEntry(row: unknown, range: Interval): FreeBusy {
  const entry = entrySchema.safeParse(row).data ?? {};
  const start = readLooseInstant(entry.start ?? null);
  const end = readLooseInstant(entry.end ?? null);
  if (start && end) return readEnds(start, end);
  return { busy: [], unknown: [start || end ? dayAt({ start, end }) : range] };
}

function readEnds(start: InstantRange, end: InstantRange): FreeBusy {
  if (end.latest < start.earliest) {
    return { busy: [], unknown: [{ start: end.earliest, end: start.latest }] };
  }
  const isExact = start.earliest === start.latest && end.earliest === end.latest;
  return {
    busy: [{ start: start.asUtc, end: end.asUtc }],
    unknown: isExact ? [] : [{ start: start.earliest, end: end.latest }],
  };
}

function dayAt({ start, end }: Record<"start" | "end", InstantRange | null>): Interval {
  const from = start?.earliest ?? (end?.earliest ?? 0) - dayMs;
  return { start: from, end: end?.latest ?? (start?.latest ?? 0) + dayMs };
}
