import { daysBetween, isRepeated, localDay, localMinutes, minuteMs } from "@reslot/cal/time";
import type { Translate } from "@reslot/messages";

/** Lengths and distances in time, in words. */
export interface TimeWords {
  /** "45 min", "2 h", "1 h 30 min". */
  duration: (minutes: number) => string;
  /**
   * What a move changes on the wall clock: "1 day and 2 h later", "Same day, 1 h earlier",
   * "2 days later, 1 h earlier". Read in the person's own zone, so a night that loses an hour does
   * not turn "next day, same time" into 23 h; within a day, a time that clocks show twice counts as
   * it passes.
   */
  delta: (from: number, to: number, timeZone: string) => string;
  /** "12 s ago", "4 min ago", "3 h ago", "2 days ago"; "just now" below five seconds. */
  ago: (ms: number, now: number) => string;
}

/** The words for lengths and distances in time, in the language of `t`. */
export function timeWords(t: Translate<"time">): TimeWords {
  return {
    duration: (minutes) => durationIn(t, minutes),
    delta: (from, to, timeZone) => deltaIn(t, deltaOf(from, to, timeZone)),
    ago: (ms, now) => agoIn(t, Math.max(0, Math.round((now - ms) / 1000))),
  };
}

function durationIn(t: Translate<"time">, signedMinutes: number): string {
  const hours = Math.trunc(Math.abs(signedMinutes) / 60);
  const minutes = Math.abs(signedMinutes) % 60;
  if (hours === 0) return t("minutes", { minutes });
  return minutes === 0 ? t("hours", { hours }) : t("hoursMinutes", { hours, minutes });
}

/** A difference on the wall clock: whole days, and minutes of the day. */
interface Delta {
  days: number;
  minutes: number;
}

function deltaOf(from: number, to: number, timeZone: string): Delta {
  const days = daysBetween(localDay(from, timeZone), localDay(to, timeZone));
  const isUnclear = isRepeated(from, timeZone) || isRepeated(to, timeZone);
  const minutes =
    days === 0 && isUnclear
      ? Math.round((to - from) / minuteMs)
      : localMinutes(to, timeZone) - localMinutes(from, timeZone);
  return { days, minutes };
}

function deltaIn(t: Translate<"time">, { days, minutes }: Delta): string {
  if (days === 0 && minutes === 0) return t("sameTime");
  const length = durationIn(t, minutes);
  if (days === 0) return t("sameDay", { length, direction: directionOf(minutes) });
  const values = { days: daysIn(t, Math.abs(days)), direction: directionOf(days) };
  if (minutes === 0) return t("otherDay", values);
  const agree = Math.sign(days) === Math.sign(minutes);
  return t(agree ? "dayAndTime" : "dayAgainstTime", { ...values, length });
}

function daysIn(t: Translate<"time">, count: number): string {
  return count % 7 === 0 ? t("weeks", { count: count / 7 }) : t("days", { count });
}

function directionOf(amount: number): "later" | "earlier" {
  return amount < 0 ? "earlier" : "later";
}

function agoIn(t: Translate<"time">, seconds: number): string {
  if (seconds < 5) return t("justNow");
  if (seconds < 60) return t("secondsAgo", { count: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t("minutesAgo", { count: minutes });
  const hours = Math.round(minutes / 60);
  if (hours < 24) return t("hoursAgo", { count: hours });
  return t("daysAgo", { count: Math.round(hours / 24) });
}
