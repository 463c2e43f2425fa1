import { parseInstant } from "@reslot/cal/time";

/** A span of time as the wire carries it. */
export interface Span {
  startTime: string;
  endTime: string;
}

/**
 * A span for people: "Tue 15 Dec 2026, 13:00–13:45 (Vancouver, UTC−8)". The day of the end is
 * said only when it is another one. `timeZone` must be an IANA name.
 */
export function formatSpan({ startTime, endTime }: Span, timeZone: string): string {
  const start = partsOf(startTime, timeZone);
  const end = partsOf(endTime, timeZone);
  const until = start.date === end.date ? end.time : `${end.date}, ${end.time}`;
  return `${start.date}, ${start.time}–${until} (${zoneLabel(timeZone, start.offset)})`;
}

function partsOf(iso: string, timeZone: string): { date: string; time: string; offset: string } {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(parseInstant(iso))
      .map(({ type, value }) => [type, value]),
  );
  const take = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    date: `${take("weekday")} ${take("day")} ${take("month")} ${take("year")}`,
    time: `${take("hour")}:${take("minute")}`,
    offset: take("timeZoneName").replace("GMT", "UTC").replace("-", "−"),
  };
}

function zoneLabel(timeZone: string, offset: string): string {
  const city = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return city === "UTC" ? city : `${city}, ${offset === "UTC" ? "UTC+0" : offset}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  });
  formatters.set(timeZone, formatter);
  return formatter;
}
