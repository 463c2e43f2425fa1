import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { renderWithMessages as render } from "../../../../test/components/with-messages.tsx";
import { addDays } from "@reslot/cal/time";
import { type DayState, drawnDays } from "@reslot/react";
import type { DaysView } from "@reslot/react/labels";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { moveContext } from "../../../../test/components/move-context.ts";
import { MonthCalendar } from "./month-calendar.tsx";
import { OpenMonth } from "./open-month.tsx";
import { PickerBar } from "./picker-bar.tsx";

const today = "2026-12-10";
const calendar = { today, firstDay: 1 };
const answer = availabilityOf({
  lanes: {
    coach: {
      own: [],
      offered: [{ start: "2026-12-10T09:00:00.000Z", end: "2027-12-10T17:00:00.000Z" }],
    },
    mentee: null,
  },
});
const stateOn = (day: string): DayState => {
  if (day < today) return { kind: "past" };
  if (day === "2026-12-22") return { kind: "checking" };
  return day === "2026-12-23" ? { kind: "failed" } : { kind: "answered", availability: answer };
};

const view: DaysView = {
  display: { locale: "en-GB", timeZone: "Europe/London" },
  people: moveContext().people,
  day: "2026-12-15",
  today,
  currentDay: "2026-12-14",
  states: new Map(
    Array.from({ length: 400 }, (_, index) => addDays("2026-12-07", index)).map((day) => [
      day,
      stateOn(day),
    ]),
  ),
  counts: new Map([
    ["2026-12-15", 1],
    ["2026-12-17", 9],
  ]),
  isChecked: true,
  changed: new Set(),
};

/** The calendar with a focused day of its own, as the picker gives it one. */
function Month({
  onSelectDay = () => {},
  counts = view.counts,
}: {
  onSelectDay?: (day: string) => void;
  counts?: DaysView["counts"];
}) {
  const [focusedDay, setFocusedDay] = useState(view.day);
  return (
    <MonthCalendar
      view={{ ...view, counts }}
      days={drawnDays("month", focusedDay, calendar)}
      focusedDay={focusedDay}
      lastDay="2027-12-09"
      onFocusDay={setFocusedDay}
      onSelectDay={onSelectDay}
    />
  );
}

const dayButton = (name: string) => page.getByRole("button", { name });
const focusedDay = () => document.activeElement?.getAttribute("data-day");

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(key);
}

describe("MonthCalendar", () => {
  it("names a day with its number of times, and marks today and the meeting's day", async () => {
    await render(<Month />);

    await expect.element(dayButton("Tuesday 15 December, 1 shared")).toBeVisible();
    await expect.element(dayButton("Thursday 10 December, None shared, today")).toBeVisible();
    await expect.element(dayButton("Monday 14 December, None shared, meeting’s day")).toBeVisible();
  });

  it("never gives a count to a day without an answer", async () => {
    await render(<Month />);

    await expect.element(dayButton("Tuesday 22 December, Checking…")).toBeVisible();
    await expect.element(dayButton("Wednesday 23 December, Not loaded")).toBeVisible();
    await expect.element(dayButton("Wednesday 9 December, Past")).toBeVisible();
  });

  it("explains the marks of times only while there are some", async () => {
    const marks = page.getByText("More marks, more shared times");
    const { rerender } = await render(<Month />);
    await expect.element(marks).toBeVisible();

    await rerender(<Month counts={new Map()} />);
    expect(marks.elements()).toEqual([]);
  });

  it("dims no day that was not loaded as it dims those without times", async () => {
    await render(<Month />);
    const colorOf = (name: string) => getComputedStyle(dayButton(name).element()).color;

    const none = colorOf("Monday 21 December, None shared");
    expect(colorOf("Wednesday 23 December, Not loaded")).not.toBe(none);
    expect(colorOf("Wednesday 23 December, Not loaded")).toBe(
      colorOf("Tuesday 22 December, Checking…"),
    );
  });

  it("draws five weeks from this one: the next month's days follow a month's end and can be chosen", async () => {
    const onSelectDay = vi.fn();
    await render(<Month onSelectDay={onSelectDay} />);

    const days = [...document.querySelectorAll("[data-day]")].map((each) =>
      each.getAttribute("data-day"),
    );
    expect([days.length, days[0], days.at(-1)]).toEqual([35, "2026-12-07", "2027-01-10"]);
    await dayButton("Friday 1 January").click();
    expect(onSelectDay).toHaveBeenCalledWith("2027-01-01");
    await page.getByRole("button", { name: "Today", exact: true }).click();
    expect(onSelectDay).toHaveBeenLastCalledWith(today);
  });

  it("is one tab stop, at the focused day", async () => {
    await render(<Month />);

    const inTabOrder = document.querySelectorAll('[data-day][tabindex="0"]');

    expect([...inTabOrder].map((day) => day.getAttribute("data-day"))).toEqual([view.day]);
  });

  it.each([
    ["{ArrowRight}", "2026-12-16"],
    ["{ArrowLeft}", "2026-12-14"],
    ["{ArrowDown}", "2026-12-22"],
    ["{End}", "2026-12-31"],
    ["{PageDown}", "2027-01-15"],
    ["{Shift>}{PageDown}{/Shift}", "2027-12-09"],
    ["{ArrowUp}", "2026-12-10"],
    ["{Home}", "2026-12-10"],
    ["{PageUp}", "2026-12-10"],
  ])("moves the focus with %s to %s, never before today or past the last day", async (key, day) => {
    await render(<Month />);
    await dayButton("Tuesday 15 December, 1 shared").click();

    await press(key);

    expect(focusedDay()).toBe(day);
  });

  it("shows the weeks that the focus moves to", async () => {
    await render(<Month />);
    await dayButton("Tuesday 15 December, 1 shared").click();

    await press("{PageDown}");

    await expect.element(page.getByRole("heading", { name: "11 Jan – 14 Feb" })).toBeVisible();
    expect(focusedDay()).toBe("2027-01-15");
  });

  it("selects a day with Enter or a click, but none that is past", async () => {
    const onSelectDay = vi.fn();
    await render(<Month onSelectDay={onSelectDay} />);

    await dayButton("Thursday 17 December, 9 shared").click();
    await press("{Enter}");
    await dayButton("Wednesday 9 December, Past").click({ force: true });

    expect(onSelectDay.mock.calls).toEqual([["2026-12-17"], ["2026-12-17"]]);
  });

  it("does not turn back before the week of today", async () => {
    await render(<Month />);

    await expect
      .element(page.getByRole("button", { name: "Earlier days" }))
      .toHaveAttribute("aria-disabled", "true");
    await page.getByRole("button", { name: "Later days" }).click();
    await expect.element(page.getByRole("heading", { name: "11 Jan – 14 Feb" })).toBeVisible();
  });
});

describe("the bar above the times", () => {
  it.each([320, 390])("keeps its parts apart in another week, %i px wide", async (width) => {
    await page.viewport(width, 844);
    const days = Array.from({ length: 7 }, (_, index) => addDays("2027-01-18", index));
    await render(
      <PickerBar view={{ ...view, day: "2027-01-18" }} days={days} onSelectDay={() => {}}>
        <OpenMonth
          view={view}
          days={days}
          focusedDay={view.day}
          lastDay="2027-12-09"
          onFocusDay={() => {}}
          onSelectDay={() => {}}
          onShown={() => {}}
        />
      </PickerBar>,
    );
    await expect.element(page.getByRole("button", { name: "Meeting’s week" })).toBeVisible();

    const heading = document.createRange();
    heading.selectNodeContents(page.getByRole("heading").element());
    const { right, top, bottom } = heading.getBoundingClientRect();
    for (const button of page.getByRole("button").elements()) {
      const box = button.getBoundingClientRect();
      const isBeside = box.left >= right || box.right <= heading.getBoundingClientRect().left;
      expect([button.textContent, isBeside || box.top >= bottom || box.bottom <= top]).toEqual([
        button.textContent,
        true,
      ]);
    }
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await page.viewport(1280, 900);
  });
});
