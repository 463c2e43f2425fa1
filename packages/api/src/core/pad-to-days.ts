import { dayMs, type Interval } from "@reslot/cal/time";

/**
 * A range widened to whole UTC days and a day more on both sides, so that it covers its local days in
 * every time zone. Cal.com cuts hours at the edges of a range, which shifts its grid there only.
 */
export function padToDays({ start, end }: Interval): Interval {
  return {
    start: Math.floor(start / dayMs) * dayMs - dayMs,
    end: Math.ceil(end / dayMs) * dayMs + dayMs,
  };
}
