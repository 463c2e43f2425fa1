import type { Translate } from "@reslot/messages";
import { type Display, minuteMs, startOfDay } from "@reslot/cal/time";
import { formatTime } from "../time/format.ts";
import type { DayLanes, LaneMark, LanePart, Minutes } from "../week/day-lanes.ts";
import { dayWords, type DaysView } from "./days-view.ts";

type Words = Translate<"pick">;

const facts = {
  mine: { busy: "myBusy", off: "myOff", unknown: "myUnknown" },
  theirs: { busy: "theirBusy", off: "theirOff", unknown: "theirUnknown" },
} as const;

/** What the lanes and the count of a day say: "you’re busy 17:15 – 18:00 (Ines); 3 shared" */
export function dayFacts(
  t: Words,
  { day, view, lanes }: { day: string; view: DaysView; lanes: DayLanes | null },
): string {
  const words = dayWords(t, day, view);
  if (!lanes) return words;
  const { display, people } = view;
  const isCoach = people.role === "coach";
  const name = people.other.firstName;
  const timesOf = (parts: readonly Minutes[], titleAt: (part: Minutes) => string | null) =>
    listOf(
      parts.map((part) => {
        const times = rangeOf(t, part, display);
        const title = titleAt(part);
        return title === null ? times : t("week.facts.meeting", { times, title });
      }),
      display,
    );
  const titled = ({ from, to }: Minutes) =>
    lanes.own.find((own) => own.from === from && own.to === to)?.title ?? null;
  const say = (whose: "mine" | "theirs", isCoachLane: boolean) => (mark: LaneMark) => {
    const parts = (isCoachLane ? lanes.coach : lanes.mentee).filter((each) => each.mark === mark);
    if (parts.length === 0) return [];
    const values = { name, times: timesOf(inOrder(parts), isCoachLane ? titled : () => null) };
    if (isCoachLane && mark === "off") {
      return [t(`week.facts.${whose === "mine" ? "mineNotOffered" : "theirsNotOffered"}`, values)];
    }
    return [t(`week.facts.${facts[whose][mark]}`, values)];
  };
  const marks: readonly LaneMark[] = ["busy", "off", "unknown"];
  return [
    ...marks.flatMap(say("mine", isCoach)),
    ...marks.flatMap(say("theirs", !isCoach)),
    words,
  ].join("; ");
}

function inOrder(parts: readonly LanePart[]): LanePart[] {
  return parts.toSorted((one, other) => one.from - other.from);
}

function rangeOf(t: Words, { from, to }: Minutes, display: Display): string {
  if (from === 0 && to === 24 * 60) return t("week.facts.wholeDay");
  const asUtc = { ...display, timeZone: "UTC" };
  const midnight = startOfDay("2001-01-01", "UTC");
  const at = (minutes: number) => formatTime(midnight + minutes * minuteMs, asUtc);
  return t("week.range", { first: at(from), last: at(to) });
}

function listOf(items: readonly string[], { locale }: Display): string {
  return new Intl.ListFormat(locale, { type: "unit", style: "short" }).format(items);
}
