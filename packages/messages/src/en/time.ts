/** Lengths and distances in time. Dates and clock times are formatted by the locale, not worded here. */
export const time = {
  minutes: "{minutes, number} min",
  hours: "{hours, number} h",
  hoursMinutes: "{hours, number} h {minutes, number} min",
  days: "{count, plural, one {# day} other {# days}}",
  weeks: "{count, plural, one {# week} other {# weeks}}",
  sameTime: "Same time",
  sameDay: "Same day, {length} {direction, select, earlier {earlier} other {later}}",
  otherDay: "{days} {direction, select, earlier {earlier} other {later}}, same time",
  dayAndTime: "{days} and {length} {direction, select, earlier {earlier} other {later}}",
  dayAgainstTime:
    "{days} {direction, select, earlier {earlier} other {later}}, {length} {direction, select, earlier {later} other {earlier}}",
  justNow: "just now",
  secondsAgo: "{count, number} s ago",
  minutesAgo: "{count, number} min ago",
  hoursAgo: "{count, number} h ago",
  daysAgo: "{count, plural, one {# day ago} other {# days ago}}",
} as const;
