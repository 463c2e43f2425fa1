import { addDays, instantOfWall, isZone, wallOf } from "../time/zone.ts";

/** A parsed calendar feed. Instants are epoch milliseconds. */
export interface Feed {
  /** X-WR-CALNAME. */
  readonly name: string | null;
  readonly busy: readonly { start: number; end: number; title: string }[];
}

interface Line {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly value: string;
}

/**
 * Parses iCalendar text as the recorded service does: an all-day event lasts from UTC midnight to
 * midnight, and transparent events count as busy (recording 12-busy-times-ics). Recurring events
 * count once; events without a valid start are left out. Null if it is no calendar.
 */
export function parseFeed(text: string): Feed | null {
  const lines = unfold(text).map(readLine);
  if (lines[0]?.name !== "BEGIN" || lines[0].value !== "VCALENDAR") return null;
  const zone = lines.find(({ name }) => name === "X-WR-TIMEZONE")?.value ?? "UTC";
  const busy = readEvents(lines).flatMap((event) => readEvent(event, zone));
  return { name: lines.find(({ name }) => name === "X-WR-CALNAME")?.value ?? null, busy };
}

/** A line that starts with a space continues the previous one. */
function unfold(text: string): string[] {
  return text
    .replaceAll(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .filter((line) => line !== "");
}

function readLine(line: string): Line {
  const colon = line.indexOf(":");
  const [name = "", ...pairs] = line.slice(0, colon).split(";");
  const params = Object.fromEntries(
    pairs.map((pair) => {
      const [key = "", value = ""] = pair.split("=");
      return [key.toUpperCase(), value.replaceAll('"', "")];
    }),
  );
  return { name: name.toUpperCase(), params, value: line.slice(colon + 1) };
}

function readEvents(lines: readonly Line[]): Line[][] {
  const events: Line[][] = [];
  let open: Line[] | null = null;
  for (const line of lines) {
    const isBorder = line.value === "VEVENT";
    if (isBorder && line.name === "BEGIN") open = [];
    else if (isBorder && line.name === "END" && open !== null) {
      events.push(open);
      open = null;
    } else open?.push(line);
  }
  return events;
}

function readEvent(event: readonly Line[], zone: string): Feed["busy"] {
  const find = (name: string): Line | undefined => event.find((line) => line.name === name);
  const from = find("DTSTART");
  const start = from === undefined ? null : readTime(from, zone);
  if (from === undefined || start === null) return [];
  const until = find("DTEND");
  const end = until === undefined ? defaultEnd(from, start) : readTime(until, zone);
  if (end === null || end <= start) return [];
  return [{ start, end, title: unescape(find("SUMMARY")?.value ?? "Busy") }];
}

/** Without an end, a date lasts one day and a time has no length (RFC 5545, 3.6.1). */
function defaultEnd({ value }: Line, start: number): number {
  return value.includes("T") ? start : wallOf(addDays(dashed(value), 1));
}

function readTime({ params, value }: Line, zone: string): number | null {
  const match = /^\d{8}(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value);
  if (match === null) return null;
  const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0));
  const time = (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  const wall = wallOf(dashed(value)) + time;
  if (match[1] === undefined || match[4] === "Z") return wall;
  const own = params["TZID"] ?? zone;
  return isZone(own) ? instantOfWall(own, wall) : wall;
}

function dashed(value: string): string {
  return `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`;
}

function unescape(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, letter: string) =>
    letter.toLowerCase() === "n" ? "\n" : letter,
  );
}
