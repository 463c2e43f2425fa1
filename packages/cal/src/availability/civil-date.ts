export const minuteMs = 60_000;
export const dayMs = 86_400_000;

const daysPerEra = 146_097; // 400 Gregorian years
const epochShift = 719_468; // days from 0000-03-01 to 1970-01-01

/**
 * The number of days from 1970-01-01 to a date of the proleptic Gregorian calendar.
 * Years are counted from March, so that the leap day is the last one. No time zone is involved.
 */
export function dayNumberOf(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysPerEra + yearOfEra * 365 + leapDays + dayOfYear - epochShift;
}

/** The date of a day number, as "YYYY-MM-DD". The inverse of `dayNumberOf`. */
export function dateOfDay(dayNumber: number): string {
  const shifted = dayNumber + epochShift;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leapFree =
    dayOfEra -
    Math.floor(dayOfEra / 1460) +
    Math.floor(dayOfEra / 36_524) -
    Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor(leapFree / 365);
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (365 * yearOfEra + leapDays);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** 0 = Sunday … 6 = Saturday; 1970-01-01 was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

/**
 * Reads "YYYY-MM-DD" as a day number.
 *
 * @throws {RangeError} when it is no date of the calendar.
 */
export function parseDate(date: string): number {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const dayNumber = dayNumberOf(Number(year), Number(month), Number(day));
  if (Number.isNaN(dayNumber) || dateOfDay(dayNumber) !== date) {
    throw new RangeError(`not a date: ${date}`);
  }
  return dayNumber;
}

/** Digits with leading zeros. */
export function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
