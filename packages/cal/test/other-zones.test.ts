import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { hourMs } from "../src/time/index.ts";

const entries = ["availability", "time"].map((folder) =>
  resolve(import.meta.dirname, "..", "src", folder, "index.ts"),
);

const program = `
  const { mutualAvailability, suggestSlots, judgeSlots } = await import(process.argv[1]);
  const { formatWallClock } = await import(process.argv[2]);
  const office = (timeZone, start, end) =>
    ({ timeZone, weekly: [{ days: [0, 1, 2, 3, 4, 5, 6], start, end }], overrides: [{ date: "2026-03-30", start: "00:00", end: "00:00" }] });
  const window = { start: 1774569600000, end: 1775260800000 };
  const zones = ["Europe/Berlin", "Africa/Cairo", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe"];
  const out = zones.map((zone) => {
    const hours = mutualAvailability([{ schedule: office(zone, "01:30", "10:00"), busy: [] }], window);
    const slots = hours.map(({ start }) => start);
    const current = { start: window.start, end: window.start + ${hourMs} };
    const judged = judgeSlots({ slots, durationMs: ${hourMs}, current, mentee: { hours, busy: [] } });
    const timeZones = { coach: zone, mentee: "UTC" };
    const suggested = suggestSlots({ judged, current, durationMs: ${hourMs}, timeZones, now: window.start });
    return { zone, hours, judged, suggested, clock: formatWallClock(window.start, zone) };
  });
  process.stdout.write(JSON.stringify(out));
`;

async function resultsUnder(timeZone: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", program, ...entries],
    { env: { ...process.env, TZ: timeZone } },
  );
  return stdout;
}

describe("the source, imported by plain Node", () => {
  it(
    "gives the same results whatever the machine's own time zone is",
    { timeout: 30_000 },
    async () => {
      const [utc, ...others] = await Promise.all(
        ["UTC", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"].map(resultsUnder),
      );

      expect(JSON.parse(utc ?? "")).toHaveLength(5);
      for (const other of others) expect(other).toBe(utc);
    },
  );
});
