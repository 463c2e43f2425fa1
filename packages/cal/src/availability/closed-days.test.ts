import { describe, expect, it } from "vitest";
import { dayMs, hourMs } from "../time/durations.ts";
import { parseInstant } from "../time/instant.ts";
import { closedDays } from "./closed-days.ts";

const at = parseInstant;
const timeZone = "Asia/Kolkata";
/** 3 to 6 December, 09:00 to 17:00 in Kolkata. */
const opening = [3, 4, 5, 6].map((day) => at(`2026-12-0${day}T09:00:00+05:30`));
const hours = opening.map((start) => ({ start, end: start + 8 * hourMs }));
const day = (number: number) => {
  const start = at(`2026-12-0${number}T00:00:00+05:30`);
  return { start, end: start + dayMs };
};
const input = {
  window: { start: at("2026-12-03T12:00Z"), end: at("2026-12-06T12:00Z") },
  timeZone,
  hours,
  busy: [],
  starts: [at("2026-12-05T16:00:00+05:30")],
  from: 0,
  enoughMs: 2 * hourMs,
};

describe("closedDays", () => {
  it("are the whole days of the zone with free hours and not one start", () => {
    expect(closedDays(input)).toEqual([day(4)]);
  });

  it("are none that lie only partly in the window, or have no hours", () => {
    expect(closedDays({ ...input, starts: [] })).toEqual([day(4), day(5)]);
    expect(closedDays({ ...input, starts: [], hours: hours.slice(2) })).toEqual([day(5)]);
  });

  it("are none on which the person is busy, but for less than a start needs", () => {
    const busy = [{ start: day(4).start, end: at("2026-12-04T15:01:00+05:30") }];

    expect(closedDays({ ...input, busy })).toEqual([]);
    expect(closedDays({ ...input, busy, enoughMs: hourMs })).toEqual([day(4)]);
  });

  it("are none that the notice covers", () => {
    expect(closedDays({ ...input, from: at("2026-12-04T15:01:00+05:30") })).toEqual([]);
    expect(closedDays({ ...input, from: at("2026-12-04T14:00:00+05:30") })).toEqual([day(4)]);
  });
});
