/**
 * The number of days from 1970-01-01 to a date of the proleptic Gregorian calendar, no time zone
 * involved. Month 13 is the next year's January.
 */
export function dayNumberOf(year: number, month: number, day: number): number {
  // Years are counted from March, so that the leap day is a year's last day.
  const fromMarch = month > 2 ? year : year - 1;
  const leapDays =
    Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day;
  return 365 * fromMarch + leapDays + dayOfYear - 719_469;
}

/** How many days a month (1 to 12) has. */
export function daysInMonth(year: number, month: number): number {
  return dayNumberOf(year, month + 1, 1) - dayNumberOf(year, month, 1);
}

/** 0 = Sunday … 6 = Saturday; 1970-01-01 was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}
