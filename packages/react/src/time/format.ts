import {
  clockTime,
  dateWords,
  type Display,
  isRepeated,
  localDay,
  offsetLabel,
} from "@reslot/cal/time";

/** "Tue 15 Dec" */
export const formatDay = dateWords({ weekday: "short", day: "numeric", month: "short" });
/** "Tue 15 Dec 2026" */
export const formatDayYear = dateWords({
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});
/** "Tuesday 15 December" */
export const formatDayLong = dateWords({ weekday: "long", day: "numeric", month: "long" });
/** "Tuesday 15 December 2026" */
export const formatDayFull = dateWords({
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
/** "15 Dec" */
export const formatDayShort = dateWords({ day: "numeric", month: "short" });
/** "Tue" */
export const formatWeekday = dateWords({ weekday: "short" });
/** "Tuesday" */
export const formatWeekdayLong = dateWords({ weekday: "long" });

/** "13:00" or "1:00 PM", as the locale tells the time; "01:30 UTC−4" where clocks show it twice. */
export function formatTime(ms: number, display: Display): string {
  return isRepeated(ms, display.timeZone) ? timeWithOffset(ms, display) : clockTime(ms, display);
}

function timeWithOffset(ms: number, display: Display): string {
  return `${clockTime(ms, display)}\u00a0${offsetLabel(ms, display.timeZone)}`;
}

/**
 * "13:00 – 13:45"; the day of the end is given only when it is another one. Where clocks show the start
 * or the end twice, both have their offset: "01:30 UTC−4 – 01:30 UTC−5".
 */
export function formatRange(start: number, end: number, display: Display): string {
  const hasOffsets = [start, end].some((ms) => isRepeated(ms, display.timeZone));
  const timeOf = hasOffsets ? timeWithOffset : clockTime;
  const sameDay = localDay(start, display.timeZone) === localDay(end, display.timeZone);
  const until = sameDay
    ? timeOf(end, display)
    : `${formatDay(end, display)}, ${timeOf(end, display)}`;
  return `${timeOf(start, display)} – ${until}`;
}

/** "Tue 15 Dec, 13:00" */
export function formatDayTime(ms: number, display: Display): string {
  return `${formatDay(ms, display)}, ${formatTime(ms, display)}`;
}

/** 1 = Monday … 7 = Sunday: the one that the locale asks for, "en-GB-u-fw-sun", else its region's. */
export function firstDayOfWeek(locale: string): number {
  const [, chosen = ""] = /-fw-([a-z]{3})/.exec(locale) ?? [];
  const index = weekdays.indexOf(chosen);
  if (index !== -1) return index + 1;
  const region = new Intl.Locale(locale).maximize().region ?? "";
  if (sundayFirst.has(region)) return 7;
  return saturdayFirst.has(region) ? 6 : 1;
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

// CLDR week data; `Intl.Locale.getWeekInfo` is still missing in some browsers.
const sundayFirst = new Set(
  "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW".split(
    " ",
  ),
);
const saturdayFirst = new Set("AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY".split(" "));
