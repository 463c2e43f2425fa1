import { describe, expect, it } from "vitest";
import { dayAfterKey } from "./day-after-key.ts";
import { indexAfterKey } from "./index-after-key.ts";
import { pickerKeys } from "./picker-keys.ts";
import { weekAfterKey } from "./week-after-key.ts";

describe("keys in a date grid", () => {
  const press = (key: string, shiftKey = false) => dayAfterKey({ key, shiftKey }, "2026-12-31");

  it("move by days, weeks, months and years, and to the ends of the month", () => {
    expect(press("ArrowLeft")).toBe("2026-12-30");
    expect(press("ArrowRight")).toBe("2027-01-01");
    expect(press("ArrowUp")).toBe("2026-12-24");
    expect(press("ArrowDown")).toBe("2027-01-07");
    expect(press("PageUp")).toBe("2026-11-30");
    expect(press("PageDown")).toBe("2027-01-31");
    expect(press("PageUp", true)).toBe("2025-12-31");
    expect(press("PageDown", true)).toBe("2027-12-31");
    expect(press("Home")).toBe("2026-12-01");
    expect(press("End")).toBe("2026-12-31");
  });

  it("leave every other key to the browser", () => {
    expect(["Enter", " ", "Tab", "a"].map((key) => press(key))).toEqual([null, null, null, null]);
  });
});

describe("keys in a week", () => {
  const press = (key: string, held: { ctrlKey?: true } = {}, day = "2026-12-30") =>
    weekAfterKey(
      { key, ctrlKey: false, metaKey: false, altKey: false, ...held },
      { day, today: "2026-12-09" },
    );

  it("turn to the week before and after, and back as far as today", () => {
    expect(press("PageDown")).toBe("2027-01-06");
    expect(press("PageUp")).toBe("2026-12-23");
    expect(press("PageUp", {}, "2026-12-14")).toBe("2026-12-09");
  });

  it("leave arrows to the times, and combinations to the browser", () => {
    expect([press("ArrowLeft"), press("Home"), press("PageDown", { ctrlKey: true })]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("keys in a row of times", () => {
  it("move to the next, the first and the last, and stop at the ends", () => {
    const press = (key: string, index: number) => indexAfterKey(key, { index, count: 3 });
    expect([press("ArrowDown", 0), press("ArrowRight", 1), press("ArrowDown", 2)]).toEqual([
      1, 2, 2,
    ]);
    expect([press("ArrowUp", 2), press("ArrowLeft", 1), press("ArrowUp", 0)]).toEqual([1, 0, 0]);
    expect([press("Home", 2), press("End", 0), press("Enter", 1)]).toEqual([0, 2, null]);
  });
});

describe("single keys of the picker", () => {
  const keysOf = (meetingDay: string, view: "month" | "week") => {
    const done: (string | number)[] = [];
    const keys = pickerKeys({
      today: "2026-12-09",
      meetingDay,
      view,
      onSelectDay: (day) => done.push(day),
      onView: (next) => done.push(next),
      onSuggestion: (index) => done.push(index),
    });
    for (const act of [keys.t, keys.g, keys.w, keys[1], keys[2], keys[3]]) act?.();
    return done;
  };

  it("go to today, to the meeting and to the other view, and choose what is suggested", () => {
    expect(keysOf("2026-12-15", "week")).toEqual(["2026-12-09", "2026-12-15", "month", 0, 1, 2]);
  });

  it("go to today where the meeting is over", () => {
    expect(keysOf("2026-12-01", "month")).toEqual(["2026-12-09", "2026-12-09", "week", 0, 1, 2]);
  });
});
