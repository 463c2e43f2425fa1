import { messagesFor } from "@reslot/messages/catalogue";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { renderWithMessages as render } from "../../../../test/components/with-messages.tsx";
import type { DaysView } from "./days-view.ts";
import { MonthCalendar } from "./month-calendar.tsx";

const view: DaysView = {
  display: { locale: "en-GB", timeZone: "Europe/London" },
  day: "2026-12-15",
  today: "2026-12-10",
  currentDay: "2026-12-14",
  counts: new Map([
    ["2026-12-15", 1],
    ["2026-12-17", 9],
  ]),
  countText: (count) => `${count} free`,
  moreMarks: "more dots, more times",
  t: messagesFor("en", "slots"),
};

/** The calendar with a focused day of its own, as the picker gives it one. */
function Month({ onSelectDay = () => {} }: { onSelectDay?: (day: string) => void }) {
  const [focusedDay, setFocusedDay] = useState(view.day);
  return (
    <MonthCalendar
      view={view}
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

    await expect.element(dayButton("Tuesday 15 December, 1 free")).toBeVisible();
    await expect.element(dayButton("Thursday 10 December, 0 free, today")).toBeVisible();
    await expect.element(dayButton("Monday 14 December, 0 free, ")).toHaveClass("cur");
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
    await dayButton("Tuesday 15 December, 1 free").click();

    await press(key);

    expect(focusedDay()).toBe(day);
  });

  it("shows the month that the focus moves to", async () => {
    await render(<Month />);
    await dayButton("Tuesday 15 December, 1 free").click();

    await press("{End}", "{ArrowRight}");

    await expect.element(page.getByRole("heading", { name: "January 2027" })).toBeVisible();
    expect(focusedDay()).toBe("2027-01-01");
  });

  it("selects a day with Enter or a click, but none that is past", async () => {
    const onSelectDay = vi.fn();
    await render(<Month onSelectDay={onSelectDay} />);

    await dayButton("Thursday 17 December, 9 free").click();
    await press("{Enter}");
    await dayButton("Wednesday 9 December, 0 free").click({ force: true });

    expect(onSelectDay.mock.calls).toEqual([["2026-12-17"], ["2026-12-17"]]);
  });

  it("does not turn back before the month of today", async () => {
    await render(<Month />);

    await expect
      .element(page.getByRole("button", { name: "Previous month" }))
      .toHaveAttribute("aria-disabled", "true");
    await page.getByRole("button", { name: "Next month" }).click();
    await expect.element(page.getByRole("heading", { name: "January 2027" })).toBeVisible();
  });
});
