import { addDays, type Interval, startOfDay } from "@reslot/cal/time";
import type { OfferedTimes } from "./offered-times.ts";

/** What the API answered for a range of time. */
export interface Answer<Times extends OfferedTimes = OfferedTimes> {
  readonly range: Interval;
  readonly availability: Times;
}

/** What is known of a day. Only an answered one has a count, were it nought. */
export type DayState =
  | { readonly kind: "past" | "checking" | "failed" }
  | { readonly kind: "answered"; readonly availability: OfferedTimes };

/** What is known of a day from answers, the first of which counts most. */
export function dayStateOf(
  day: string,
  known: {
    today: string;
    timeZone: string;
    answers: readonly Answer[];
    /** Ranges that could not be read. */
    failed: readonly Interval[];
  },
): DayState {
  if (day < known.today) return { kind: "past" };
  const start = startOfDay(day, known.timeZone);
  const end = startOfDay(addDays(day, 1), known.timeZone);
  const covers = (range: Interval) => range.start <= start && end <= range.end;
  const answer = known.answers.find(({ range }) => covers(range));
  if (answer) return { kind: "answered", availability: answer.availability };
  return { kind: known.failed.some(covers) ? "failed" : "checking" };
}
