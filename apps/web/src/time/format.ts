import { asIfUtc, localDay } from "./days.ts";

/** How a person reads times: a locale for the form, a zone for the wall clock. */
export interface Display {
  readonly locale: string;
  readonly timeZone: string;
}

type Style = "day" | "dayYear" | "dayLong" | "dayFull" | "dayShort" | "weekday" | "month" | "time";

const styles: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  day: { weekday: "short", day: "numeric", month: "short" },
  dayYear: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  dayLong: { weekday: "long", day: "numeric", month: "long" },
  dayFull: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  dayShort: { day: "numeric", month: "short" },
  weekday: { weekday: "short" },
  month: { month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(style: Style, locale: string): Intl.DateTimeFormat {
  const key = `${style} ${locale}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: "UTC" });
  formatters.set(key, made);
  return made;
}

/** The parts of an instant on the reader's clock; the zone's offset is ours, only the form is the platform's. */
function partsOf(style: Style, ms: number, { locale, timeZone }: Display) {
  return formatterOf(style, locale).formatToParts(asIfUtc(ms, timeZone));
}

/** Words in the locale's order, joined by single spaces: engines disagree on the commas between. */
function wordsOf(style: Style, ms: number, display: Display): string {
  return partsOf(style, ms, display)
    .filter(({ type }) => type !== "literal")
    .map(({ value }) => value)
    .join(" ");
}

/** "Tue 15 Dec" */
export const formatDay = (ms: number, display: Display) => wordsOf("day", ms, display);
/** "Tue 15 Dec 2026" */
export const formatDayYear = (ms: number, display: Display) => wordsOf("dayYear", ms, display);
/** "Tuesday 15 December" */
export const formatDayLong = (ms: number, display: Display) => wordsOf("dayLong", ms, display);
/** "Tuesday 15 December 2026" */
export const formatDayFull = (ms: number, display: Display) => wordsOf("dayFull", ms, display);
/** "15 Dec" */
export const formatDayShort = (ms: number, display: Display) => wordsOf("dayShort", ms, display);
/** "Tue" */
export const formatWeekday = (ms: number, display: Display) => wordsOf("weekday", ms, display);
/** "December 2026" */
export const formatMonth = (ms: number, display: Display) => wordsOf("month", ms, display);

/** "13:00" or "1:00 PM", as the locale tells the time. */
export function formatTime(ms: number, display: Display): string {
  const parts = partsOf("time", ms, display);
  const take = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((part) => part.type === type)?.value ?? "";
  const hour = take("hour");
  const dayPeriod = take("dayPeriod");
  if (!dayPeriod) return `${hour.padStart(2, "0")}:${take("minute")}`;
  return `${Number(hour)}:${take("minute")}\u00a0${dayPeriod}`;
}

/** "13:00 – 13:45"; the day of the end is said only when it is another one. */
export function formatRange(start: number, end: number, display: Display): string {
  const sameDay = localDay(start, display.timeZone) === localDay(end, display.timeZone);
  const until = sameDay
    ? formatTime(end, display)
    : `${formatDay(end, display)}, ${formatTime(end, display)}`;
  return `${formatTime(start, display)} – ${until}`;
}

/** "Tue 15 Dec, 13:00" */
export function formatDayTime(ms: number, display: Display): string {
  return `${formatDay(ms, display)}, ${formatTime(ms, display)}`;
}

/** 1 = Monday … 7 = Sunday, from the locale's region. */
export function firstDayOfWeek(locale: string): number {
  const region = new Intl.Locale(locale).maximize().region ?? "";
  if (sundayFirst.has(region)) return 7;
  return saturdayFirst.has(region) ? 6 : 1;
}

// CLDR week data; `Intl.Locale.getWeekInfo` is still missing in some browsers.
const sundayFirst = new Set(
  "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW".split(
    " ",
  ),
);
const saturdayFirst = new Set("AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY".split(" "));
