import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs, weekMs } from "../time/durations.ts";
import { createClocks, rateStarts } from "./rate-starts.ts";

// A Wednesday, 16:00 in Berlin and 10:00 in New York.
const start = Date.parse("2026-12-02T15:00:00Z");
const current = { start, end: start + hourMs };
const timeZones = { coach: "Europe/Berlin", mentee: "America/New_York" };
const input = { current, durationMs: hourMs, timeZones, soonest: start + dayMs };
const rate = (change: Partial<Parameters<typeof rateStarts>[0]> = {}) =>
  rateStarts({ ...input, ...change }, createClocks());

describe("rateStarts", () => {
  it("adds the weight of each reason and takes off a point and a half a day, in hundredths", () => {
    const all = { otherSessions: [-2, -1, 1].map((n) => start + n * weekMs), menteeBusy: [] };

    expect(rate(all)(start + dayMs)).toEqual({
      score: 4000 + 1600 + 1400 + 1000 + 800 + 200 - 150,
      reasons: [
        "daytimeForBoth",
        "sameTime",
        "keepsCadence",
        "closeToOriginal",
        "notBackToBack",
        "soonest",
      ],
      day: start / dayMs - (15 * hourMs) / dayMs + 1,
    });
    expect(rate()(start + weekMs)).toMatchObject({
      score: 4000 + 1600 + 1200 - 7 * 150,
      reasons: ["daytimeForBoth", "sameTime", "sameWeekday"],
    });
  });

  it("costs the same earlier and later, and tells starts apart that are ten minutes apart", () => {
    const score = (at: number) => rate({ soonest: 0 })(start + at).score;
    const scores = [-49, -48, 48, 49].map((half) => score(half * 30 * minuteMs));

    expect(scores[0]).toBe(scores[3]);
    expect(scores[1]).toBe(scores[2]);
    expect(score(25 * hourMs)).toBeGreaterThan(score(25 * hourMs + 10 * minuteMs));
  });

  it("gives a start without a reason what its distance costs", () => {
    const night = start + 5 * dayMs + 12 * hourMs;

    expect(rate({ soonest: 0 })(night)).toMatchObject({ score: -825, reasons: [] });
  });

  it("looks at every instant once a zone, whoever asks", () => {
    const clocks = createClocks();
    const clock = clocks(start, "Europe/Berlin");

    expect(clock).toMatchObject({ weekday: 3, minuteOfDay: 16 * 60 });
    expect(clocks(start, "Europe/Berlin")).toBe(clock);
    expect(clocks(start, "America/New_York")).toMatchObject({ minuteOfDay: 10 * 60 });
    expect(clocks(start + minuteMs, "Europe/Berlin")).toMatchObject({ minuteOfDay: 16 * 60 + 1 });
    expect(clocks(start, null)).toBeNull();
  });
});
