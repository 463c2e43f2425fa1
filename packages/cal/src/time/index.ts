export { addDays, addMonths, daysBetween, isDate, parseDate } from "./civil-date.ts";
export { type Clock, fixedClock, type SteadyClock, systemClock } from "./clock.ts";
export { weekdayOf } from "./day-number.ts";
export { clockTime, dateWords } from "./date-words.ts";
export { dayMs, hourMs, minuteMs, secondMs, weekMs } from "./durations.ts";
export { formatInstant, isInstant, parseInstant } from "./instant.ts";
export { type Interval, type IsoInterval, parseInterval } from "./interval.ts";
export { readZoneRules } from "./read-zone-rules.ts";
export { deviceTimeZone, isTimeZone, normalizeTimeZone } from "./time-zone.ts";
export {
  formatOffset,
  formatWallClock,
  isRepeated,
  localDay,
  localMinutes,
  startOfDay,
  wallClockAt,
} from "./wall-clock.ts";
export { cityOf, formerCityOf, offsetLabel, zoneLabel } from "./zone-label.ts";
export { gapMinutes, offsetAt, registerZoneRules, type ZoneRules } from "./zone-offsets.ts";
export type { Display } from "./zoned-format.ts";
