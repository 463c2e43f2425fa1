import { cityOf, type Display } from "@reslot/cal/time";
import type { Translate } from "@reslot/messages";
import { type People, readerOf, theirDisplay } from "../model/people.ts";
import type { Slot } from "../slots/slots.ts";
import { formatDayLong, formatTime } from "../time/format.ts";
import { oddHour } from "../time/late.ts";

interface Verdict {
  t: Translate<"slots">;
  verdict: Slot["verdict"];
  people: People;
}

/** The visible text beside a time; null where the icon says enough. */
export function seenWords({ t, verdict, people }: Verdict): string | null {
  switch (verdict) {
    case "mutual":
    case "menteeUnknown":
      return null;
    case "menteeBusy":
      return t("busy", readerOf(people));
    case "outsideMenteeHours":
      return t("outside");
    case "current":
      return t("hereNow");
    case "taken":
      return t("taken");
  }
}

/** The text for screen readers, where none is visible. */
export function heardWords({ t, verdict, people }: Verdict): string | null {
  if (verdict === "mutual") return t("bothFree");
  if (verdict !== "menteeUnknown") return null;
  return t("unknown", readerOf(people));
}

/** The two people, how the reader reads times, and whether their zone is their own choice or a guess. */
export interface SlotReader {
  people: People;
  display: Display;
  isZoneKnown: boolean;
}

/** What a start is called in a week, where the day and the hour are seen from its place. */
export interface SlotLabel {
  /** "13:00" */
  time: string;
  /** The verdict where it has words, else the other person's time. */
  other: string;
  /** "early", "late" or "night" for the other person, where `other` is their time. */
  odd: string | null;
  /** What only screen readers say after these: day, end, and what is not seen. */
  heard: string;
}

/** The words of a start in a week; `end` in epoch milliseconds. */
export function slotLabel(
  words: { t: Translate<"pick">; slots: Translate<"slots"> },
  { slot: { start, verdict }, end }: { slot: Slot; end: number },
  { people, display, isZoneKnown }: SlotReader,
): SlotLabel {
  const { t, slots } = words;
  const name = people.other.firstName;
  const theirs = theirDisplay(people, display);
  const theirTime = theirs
    ? t("week.theirTime", { name, time: formatTime(start, theirs) })
    : t("week.theirZoneNotSet", { name });
  const seen = seenWords({ t: slots, verdict, people });
  const odd = seen === null && theirs ? oddHour(start, theirs.timeZone) : null;
  const day = formatDayLong(start, display);
  const until = formatTime(end, display);
  const heard = isZoneKnown
    ? t("week.heard", { day, until })
    : t("week.heardInZone", { day, until, city: cityOf(display.timeZone) });
  const rest = seen ? theirTime : (heardWords({ t: slots, verdict, people }) ?? "");
  return {
    time: formatTime(start, display),
    other: seen ?? theirTime,
    odd: odd && slots(odd),
    heard: `, ${heard}, ${rest}`,
  };
}
