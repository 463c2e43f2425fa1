import {
  clockTime,
  dateWords,
  type Display,
  type IsoInterval,
  isRepeated,
  localDay,
  offsetLabel,
  parseInstant,
  zoneLabel,
} from "@reslot/cal/time";

const dayYear = dateWords({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const day = dateWords({ weekday: "short", day: "numeric", month: "short" });

/**
 * An interval for people: "Tue 15 Dec 2026, 13:00 – 13:45 (Vancouver, UTC−8)". The date of the
 * end is given only when it is another one. Where clocks show the start or the end twice, both have
 * their offset: "01:30 UTC−4 – 01:30 UTC−5".
 */
export function formatInterval({ startTime, endTime }: IsoInterval, display: Display): string {
  const { timeZone } = display;
  const from = parseInstant(startTime);
  const to = parseInstant(endTime);
  const hasOffsets = isRepeated(from, timeZone) || isRepeated(to, timeZone);
  const timeOf = (instant: number) =>
    clockTime(instant, display) + (hasOffsets ? ` ${offsetLabel(instant, timeZone)}` : "");
  const isSameDay = localDay(from, timeZone) === localDay(to, timeZone);
  const until = `${isSameDay ? "" : `${dayYear(to, display)}, `}${timeOf(to)}`;
  return `${dayYear(from, display)}, ${timeOf(from)} – ${until} (${zoneLabel(from, timeZone)})`;
}

/**
 * A start in few words: "Tue 15 Dec, 13:00", with the offset where clocks show it twice.
 *
 * @param isZoneNamed adds the zone: "Tue 15 Dec, 13:00 (Vancouver, UTC−8)"
 */
export function formatStart(
  startTime: string,
  { isZoneNamed, ...display }: Display & { isZoneNamed: boolean },
): string {
  const { timeZone } = display;
  const instant = parseInstant(startTime);
  const offset = isRepeated(instant, timeZone) ? ` ${offsetLabel(instant, timeZone)}` : "";
  const zone = isZoneNamed ? ` (${zoneLabel(instant, timeZone)})` : "";
  return `${day(instant, display)}, ${clockTime(instant, display)}${offset}${zone}`;
}
