import { dayMs, hourMs } from "./durations.ts";
import { isInstant, parseInstant } from "./instant.ts";

/** The instants that a text can mean, in epoch milliseconds; equal when it names exactly one. */
export interface InstantRange {
  readonly earliest: number;
  readonly latest: number;
  /** Read as UTC where the text does not say. */
  readonly asUtc: number;
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const endOfDayPattern = /T24:00(?::00(?:\.0+)?)?/;
/** No time zone is further from UTC: +14:00 in Kiritimati, −12:00 in the ocean east of it. */
const furthestEastMs = 14 * hourMs;
const furthestWestMs = 12 * hourMs;

/**
 * What a text in the forms that calendar servers write can mean: an instant as `parseInstant`
 * takes it, one of "24:00", or a date and time, or a date alone, without an offset, which are a
 * different instant in every time zone. Null for anything else.
 */
export function readLooseInstant(text: string | null): InstantRange | null {
  if (text === null) return null;
  if (datePattern.test(text)) return widen(`${text}T00:00:00Z`, dayMs);
  if (endOfDayPattern.test(text)) {
    const midnight = readLooseInstant(text.replace(endOfDayPattern, "T00:00:00"));
    return midnight && later(midnight, dayMs);
  }
  if (!isInstant(text)) return widen(`${text}Z`, 0);
  const at = parseInstant(text);
  return { earliest: at, latest: at, asUtc: at };
}

function widen(asUtc: string, lengthMs: number): InstantRange | null {
  if (!isInstant(asUtc)) return null;
  const at = parseInstant(asUtc);
  return { earliest: at - furthestEastMs, latest: at + lengthMs + furthestWestMs, asUtc: at };
}

function later({ earliest, latest, asUtc }: InstantRange, ms: number): InstantRange {
  return { earliest: earliest + ms, latest: latest + ms, asUtc: asUtc + ms };
}
