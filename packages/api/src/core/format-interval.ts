import {
  type IsoInterval,
  isRepeated,
  offsetLabel,
  parseInstant,
  zonedFormat,
  zoneLabel,
} from "@reslot/cal/time";

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
 * end is given only when it is another one. Where clocks show the start or the end twice, both have
 * their offset: "01:30 UTC−4 – 01:30 UTC−5". `timeZone` must be an IANA name.
 */
export function formatInterval({ startTime, endTime }: IsoInterval, timeZone: string): string {
  const from = parseInstant(startTime);
  const to = parseInstant(endTime);
  const hasOffsets = isRepeated(from, timeZone) || isRepeated(to, timeZone);
  const start = read(from, timeZone);
  const end = read(to, timeZone);
  const offsetOf = (instant: number) => (hasOffsets ? ` ${offsetLabel(instant, timeZone)}` : "");
  const until = `${start.date === end.date ? "" : `${end.date}, `}${end.time}${offsetOf(to)}`;
  return `${start.date}, ${start.time}${offsetOf(from)} – ${until} (${zoneLabel(from, timeZone)})`;
}

/**
 * A start in few words: "Tue 15 Dec, 13:00", with the offset where clocks show it twice.
 *
 * @param isZoneNamed adds the zone: "Tue 15 Dec, 13:00 (Vancouver, UTC−8)"
 */
export function formatStart(
  startTime: string,
  { timeZone, isZoneNamed }: { timeZone: string; isZoneNamed: boolean },
): string {
  const instant = parseInstant(startTime);
  const { date, time } = read(instant, timeZone);
  const offset = isRepeated(instant, timeZone) ? ` ${offsetLabel(instant, timeZone)}` : "";
  const zone = isZoneNamed ? ` (${zoneLabel(instant, timeZone)})` : "";
  return `${date.replace(/ \d+$/, "")}, ${time}${offset}${zone}`;
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
