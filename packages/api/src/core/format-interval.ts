import { type IsoInterval, parseInstant, zonedFormat, zoneLabel } from "@reslot/cal/time";

const partsAt = zonedFormat({
  weekday: "short",
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/**
 * An interval for people: "Tue 15 Dec 2026, 13:00 – 13:45 (Vancouver, UTC−8)". The date of the
 * end is given only when it is another one. `timeZone` must be an IANA name.
 */
export function formatInterval({ startTime, endTime }: IsoInterval, timeZone: string): string {
  const start = read(parseInstant(startTime), timeZone);
  const end = read(parseInstant(endTime), timeZone);
  const until = start.date === end.date ? end.time : `${end.date}, ${end.time}`;
  return `${start.date}, ${start.time} – ${until} (${zoneLabel(parseInstant(startTime), timeZone)})`;
}

function read(instant: number, timeZone: string): { date: string; time: string } {
  const parts = new Map(
    partsAt(instant, { locale: "en-GB", timeZone }).map(({ type, value }) => [type, value]),
  );
  const take = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    date: `${take("weekday")} ${take("day")} ${take("month")} ${take("year")}`,
    time: `${take("hour")}:${take("minute")}`,
  };
}
