import { type Display, minuteMs, startOfDay } from "@reslot/cal/time";
import type { Translate } from "@reslot/messages";
import { type People, readerOf } from "../model/people.ts";
import { formatRange } from "../time/format.ts";
import { oddHour } from "../time/late.ts";
import type { HiddenHours } from "../week/week-layout.ts";

/** "09:00 – 13:00 · early for Alex": which hours of a week are folded, and why. */
export function hiddenHoursLabel(
  t: Translate<"pick">,
  hidden: readonly HiddenHours[],
  { people, display }: { people: People; display: Display },
): string {
  const midnight = startOfDay("2001-01-01", "UTC");
  const asUtc = { ...display, timeZone: "UTC" };
  const words = hidden.map((hours) => {
    const [from, to] = [midnight + hours.from * minuteMs, midnight + hours.to * minuteMs];
    const odd = people.role === "coach" ? oddFor(hours, people.other.timeZone) : null;
    const times = formatRange(from, to, asUtc);
    return t("week.hiddenHours", { times, odd: odd ?? "none", ...readerOf(people) });
  });
  return new Intl.ListFormat(display.locale, { type: "unit", style: "short" }).format(words);
}

/** How a person would call all of these starts; null where some are at a usual hour, or their zone is not known. */
function oddFor(
  { starts, place }: HiddenHours,
  timeZone: string | null,
): "early" | "late" | "night" | null {
  if (timeZone === null || starts.length === 0) return null;
  const odd = new Set(starts.map((start) => oddHour(start, timeZone)));
  if (odd.has(null)) return null;
  const [only] = odd.size === 1 ? odd : [];
  return only ?? (place === "before" ? "early" : "late");
}
