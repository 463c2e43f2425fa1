/** Lengths and distances in time. Dates and clock times are formatted by the locale, not worded here. */
export const time = {
  minutes: "{minutes, number} Min.",
  hours: "{hours, number} Std.",
  hoursMinutes: "{hours, number} Std. {minutes, number} Min.",
  days: "{count, plural, one {# Tag} other {# Tage}}",
  weeks: "{count, plural, one {# Woche} other {# Wochen}}",
  sameTime: "Gleiche Zeit",
  sameDay: "Gleicher Tag, {length} {direction, select, earlier {früher} other {später}}",
  otherDay: "{days} {direction, select, earlier {früher} other {später}}, gleiche Uhrzeit",
  dayAndTime: "{days} und {length} {direction, select, earlier {früher} other {später}}",
  dayAgainstTime:
    "{days} {direction, select, earlier {früher} other {später}}, {length} {direction, select, earlier {später} other {früher}}",
  justNow: "gerade eben",
  secondsAgo: "vor {count, number} s",
  minutesAgo: "vor {count, number} Min.",
  hoursAgo: "vor {count, number} Std.",
  daysAgo: "{count, plural, one {vor # Tag} other {vor # Tagen}}",
} as const;
