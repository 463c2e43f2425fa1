export { type Clock, fixedClock, systemClock } from "./clock.ts";
export { dayMs, hourMs, minuteMs, secondMs, weekMs } from "./durations.ts";
export { formatInstant, isInstant, parseInstant } from "./instant.ts";
export { type Interval, type IsoInterval } from "./interval.ts";
export { isTimeZone } from "./time-zone.ts";
export { formatWallClock, type WallClock, wallClockAt } from "./wall-clock.ts";
export { cityOf, zoneLabel } from "./zone-label.ts";
export { type Display, zonedFormat } from "./zoned-format.ts";
