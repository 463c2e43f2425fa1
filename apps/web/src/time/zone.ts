/**
 * A zone's offsets over a span of time, as a machine with current time zone data knows them.
 * Governments change their clocks faster than browsers are updated: an old browser would be an
 * hour wrong, so the server tells it.
 */
export interface ZoneRules {
  readonly timeZone: string;
  /** Epoch milliseconds; known for `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** From when which offset holds, in minutes ahead of UTC; the first entry is `from`. */
  readonly changes: readonly (readonly [at: number, minutes: number])[];
}

const known = new Map<string, ZoneRules>();

/** Makes everything in this folder use these rules instead of this machine's own. */
export function registerZones(rules: readonly ZoneRules[]): void {
  for (const zone of rules) known.set(zone.timeZone, zone);
}

/** Minutes ahead of UTC at that instant; negative to the west. */
export function offsetMinutes(ms: number, timeZone: string): number {
  const rules = known.get(timeZone);
  if (!rules || ms < rules.from || ms >= rules.to) return offsetByPlatform(ms, timeZone);
  return rules.changes.findLast(([at]) => at <= ms)?.[1] ?? 0;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function offsetFormatter(timeZone: string): Intl.DateTimeFormat {
  const found = formatters.get(timeZone);
  if (found) return found;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  formatters.set(timeZone, made);
  return made;
}

/** The offset as this machine's own time zone data has it. */
export function offsetByPlatform(ms: number, timeZone: string): number {
  const name = offsetFormatter(timeZone)
    .formatToParts(ms)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? "") ?? [];
  if (!sign) return 0;
  const total = Number(hours) * 60 + Number(minutes);
  return sign === "-" ? -total : total;
}

/** True for an IANA name that this machine's time zone data knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** "UTC−7", "UTC+5:30"; the offset depends on the instant. */
export function offsetLabel(ms: number, timeZone: string): string {
  const total = offsetMinutes(ms, timeZone);
  const hours = Math.trunc(Math.abs(total) / 60);
  const minutes = Math.abs(total) % 60;
  const sign = total < 0 ? "−" : "+";
  return `UTC${sign}${hours}${minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`}`;
}

/** "Vancouver" for "America/Vancouver". */
export function cityOf(timeZone: string): string {
  return timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
}

/** "Vancouver, UTC−7": a place and its offset at that instant. */
export function zoneLabel(ms: number, timeZone: string): string {
  const city = cityOf(timeZone);
  return city === "UTC" ? "UTC" : `${city}, ${offsetLabel(ms, timeZone)}`;
}

/** How far `theirs` is ahead of `mine` at that instant, in minutes. */
export function gapMinutes(ms: number, { mine, theirs }: { mine: string; theirs: string }): number {
  return offsetMinutes(ms, theirs) - offsetMinutes(ms, mine);
}
