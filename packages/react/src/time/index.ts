export { weekFrom } from "./calendar.ts";
export {
  firstDayOfWeek,
  formatDay,
  formatDayFull,
  formatDayLong,
  formatDayShort,
  formatDayTime,
  formatDayYear,
  formatRange,
  formatTime,
  formatWeekday,
  formatWeekdayLong,
} from "./format.ts";
export { oddHour } from "./late.ts";
