import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import type { Slot } from "@/features/reschedule/slots/slots.ts";
import { layOutWeek } from "./week-layout.ts";

const days = ["2026-12-14", "2026-12-15"];
const at = (time: string, verdict: Slot["verdict"] = "mutual"): Slot => ({
  start: parseInstant(`2026-12-15T${time}:00Z`),
  verdict,
});

function week(slots: Slot[], showAllHours = false) {
  return layOutWeek(slots, { days, timeZone: "UTC", durationMinutes: 45, showAllHours });
}

describe("layOutWeek", () => {
  it("puts every time in its day's column, on the reader's clock", () => {
    const layout = layOutWeek([at("23:30")], {
      days: ["2026-12-15", "2026-12-16"],
      timeZone: "Europe/Berlin",
      durationMinutes: 45,
      showAllHours: false,
    });
    expect(layout.columns.map(({ day, slots }) => [day, slots.length])).toEqual([
      ["2026-12-15", 0],
      ["2026-12-16", 1],
    ]);
    expect(layout.columns[1]?.slots[0]).toMatchObject({ from: 30, to: 75 });
  });

  it("shows the hours with times within the mentee's hours, and reports when there are more", () => {
    const slots = [at("06:00", "outsideMenteeHours"), at("14:00"), at("16:30", "menteeBusy")];
    const layout = week(slots);
    expect(layout.hours).toEqual({ from: 14 * 60, to: 18 * 60 });
    expect(layout.hasMore).toBe(true);
    expect(layout.columns[1]?.slots).toHaveLength(2);

    const all = week(slots, true);
    expect(all.hours).toEqual({ from: 6 * 60, to: 18 * 60 });
    expect(all.columns[1]?.slots).toHaveLength(3);
  });

  it("shows 9:00 to 17:00 for an empty week", () => {
    const layout = week([]);
    expect(layout.hours).toEqual({ from: 9 * 60, to: 17 * 60 });
    expect(layout.hasMore).toBe(false);
    expect(layout.columns.map(({ good }) => good)).toEqual([0, 0]);
  });

  it("marks what the coach does not offer, where nothing is known of the mentee", () => {
    const layout = week([at("14:00"), at("14:45", "menteeBusy"), at("16:00", "menteeUnknown")]);
    const column = layout.columns[1];
    expect(column?.coach).toEqual([
      { from: 930, to: 960, mark: "off" },
      { from: 1005, to: 1020, mark: "off" },
    ]);
    expect(column?.mentee).toEqual([
      { from: 885, to: 930, mark: "busy" },
      { from: 960, to: 1005, mark: "unknown" },
    ]);
    expect(layout.columns[0]?.coach).toEqual([{ from: 840, to: 1020, mark: "off" }]);
  });

  it("puts the two passes of a repeated hour beside each other, and the first ends with it", () => {
    const repeated = (time: string) => ({
      ...at(time),
      start: Date.parse(`2027-11-07T${time}:00Z`),
    });
    const layout = layOutWeek(
      ["04:00", "04:30", "05:30", "06:00", "06:30", "07:00"].map(repeated),
      {
        days: ["2027-11-07"],
        timeZone: "America/New_York",
        durationMinutes: 45,
        showAllHours: true,
      },
    );
    expect(layout.columns[0]?.slots.map(({ pass, from, to }) => [pass, from, to])).toEqual([
      [null, 0, 45],
      ["first", 30, 75],
      ["first", 90, 120],
      ["second", 60, 105],
      ["second", 90, 135],
      [null, 120, 165],
    ]);
  });

  it("ends a meeting that is longer than the repeated hour where the second pass begins", () => {
    const early = { ...at("04:30"), start: Date.parse("2027-11-07T04:30:00Z") };
    const layout = layOutWeek([early], {
      days: ["2027-11-07"],
      timeZone: "America/New_York",
      durationMinutes: 180,
      showAllHours: true,
    });
    expect(layout.columns[0]?.slots).toMatchObject([{ pass: "first", from: 30, to: 120 }]);
  });

  it("reports the shortest step between two starts", () => {
    expect(week([at("14:00"), at("14:15"), at("15:00")]).step).toBe(15);
    expect(week([at("14:00")]).step).toBe(60);
  });
});
