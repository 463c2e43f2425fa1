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

  it("are looked at to the very edges of the window", () => {
    const window = { start: day(4).start, end: day(5).end };
    const without = { ...input, starts: [] };

    expect(closedDays({ ...without, window })).toEqual([day(4), day(5)]);
    expect(closedDays({ ...without, window: { ...window, start: window.start + 1 } })).toEqual([
      day(5),
    ]);
    expect(closedDays({ ...without, window: { ...window, end: window.end - 1 } })).toEqual([
      day(4),
    ]);
  });

  it("are open by a start at their first instant, and not by one of the day before or after", () => {
    const window = { start: day(4).start, end: day(5).end };
    const closedWith = (start: number) => closedDays({ ...input, window, starts: [start] });

    expect(closedWith(day(4).start)).toEqual([day(5)]);
    expect(closedWith(day(5).start)).toEqual([day(4)]);
    expect(closedWith(day(4).start - 1)).toEqual([day(4), day(5)]);
    expect(closedWith(day(5).end)).toEqual([day(4), day(5)]);
  });

  it("need a free stretch of exactly so long", () => {
    const busy = [{ start: day(4).start, end: at("2026-12-04T15:00:00+05:30") }];

    expect(closedDays({ ...input, busy })).toEqual([day(4)]);
    expect(closedDays({ ...input, busy, enoughMs: input.enoughMs + 1 })).toEqual([]);
  });
});
