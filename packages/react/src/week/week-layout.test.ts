import { minuteMs, parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import type { Slot } from "../slots/slots.ts";
import { layOutWeek, threeAround } from "./week-layout.ts";

const days = ["2026-12-14", "2026-12-15"];
const elsewhere = { start: 0, end: 45 * minuteMs };
const at = (time: string, verdict: Slot["verdict"] = "mutual"): Slot => ({
  start: parseInstant(`2026-12-15T${time}:00Z`),
  verdict,
});

function week(slots: Slot[], showAllHours = false) {
  return layOutWeek(slots, {
    days,
    timeZone: "UTC",
    durationMinutes: 45,
    showAllHours,
    current: elsewhere,
  });
}

describe("layOutWeek", () => {
  it("puts every time in its day's column, on the reader's clock", () => {
    const layout = layOutWeek([at("23:30")], {
      days: ["2026-12-15", "2026-12-16"],
      timeZone: "Europe/Berlin",
      durationMinutes: 45,
      showAllHours: false,
      current: elsewhere,
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
    const starts = [parseInstant("2026-12-15T06:00:00Z")];
    expect(layout.hidden).toEqual([{ place: "before", from: 6 * 60, to: 14 * 60, starts }]);
    expect(layout.columns[1]?.slots).toHaveLength(2);

    const all = week(slots, true);
    expect(all.hours).toEqual({ from: 6 * 60, to: 18 * 60 });
    expect(all.columns[1]?.slots).toHaveLength(3);
  });

  it("shows 9:00 to 17:00 for an empty week", () => {
    const layout = week([]);
    expect(layout.hours).toEqual({ from: 9 * 60, to: 17 * 60 });
    expect(layout.hidden).toEqual([]);
    expect(layout.columns.map(({ good }) => good)).toEqual([0, 0]);
  });

  it("draws the meeting on its day although no start says so, and leaves room for it", () => {
    const current = {
      start: parseInstant("2026-12-15T18:30:00Z"),
      end: parseInstant("2026-12-15T19:15:00Z"),
    };
    const options = { days, timeZone: "UTC", durationMinutes: 45, showAllHours: false, current };
    const layout = layOutWeek([at("14:00")], options);
    expect(layout.columns.map(({ here }) => here)).toEqual([null, { from: 1110, to: 1155 }]);
    expect(layout.hours).toEqual({ from: 14 * 60, to: 20 * 60 });

    expect(layOutWeek([], options).hours).toEqual({ from: 9 * 60, to: 20 * 60 });
    const listed = layOutWeek([at("18:30", "current")], options);
    expect(listed.columns.map(({ here }) => here)).toEqual([null, null]);
  });

  it("gives small tablets the three days around the listed one", () => {
    const all = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    expect(threeAround("fr", all)).toEqual(["th", "fr", "sa"]);
    expect(threeAround("mo", all)).toEqual(["mo", "tu", "we"]);
    expect(threeAround("su", all)).toEqual(["fr", "sa", "su"]);
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
        current: elsewhere,
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
      current: elsewhere,
    });
    expect(layout.columns[0]?.slots).toMatchObject([{ pass: "first", from: 30, to: 120 }]);
  });

  it("reports the shortest step between two starts", () => {
    expect(week([at("14:00"), at("14:15"), at("15:00")]).step).toBe(15);
    expect(week([at("14:00")]).step).toBe(60);
  });
});
