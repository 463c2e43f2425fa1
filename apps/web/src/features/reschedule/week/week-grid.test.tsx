import type { DayState, Slot } from "@reslot/react";
import type { DaysView } from "@reslot/react/labels";
import { weekFrom } from "@reslot/react/time";
import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { moveContext } from "../../../../test/components/move-context.ts";
import { WeekGrid } from "./week-grid.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const days = weekFrom("2026-12-14");
const [monday = "", tuesday = "", wednesday = ""] = days;
const timeZone = "America/Vancouver";
const move = moveContext();

/** 18:00 UTC is 10:00 in Vancouver. */
const slot = (day: string, time: string): Slot => ({
  start: Date.parse(`${day}T${time}:00.000Z`),
  verdict: "mutual",
});
const slots = [
  slot(monday, "17:00"),
  slot(tuesday, "18:00"),
  slot(tuesday, "19:00"),
  slot(wednesday, "18:00"),
];

const availability = availabilityOf({
  slots: slots.map(({ start, verdict }) => ({
    start: new Date(start).toISOString(),
    verdict: verdict === "taken" ? "mutual" : verdict,
  })),
});
const answered: DayState = { kind: "answered", availability };

const viewOf = (week: readonly string[], states: Readonly<Record<string, DayState>>): DaysView => ({
  display: move.display,
  people: move.people,
  day: week[6] === "2021-11-07" ? "2021-11-07" : tuesday,
  today: "2026-12-10",
  currentDay: monday,
  states: new Map(week.map((day) => [day, states[day] ?? answered])),
  counts: new Map([[tuesday, 2]]),
  isChecked: true,
  changed: new Set(),
});

/** The week in which the clocks of Vancouver show 1:00 to 2:00 twice. */
const autumn = {
  days: ["01", "02", "03", "04", "05", "06", "07"].map((date) => `2021-11-${date}`),
  slots: ["07:15", "08:00", "08:30", "09:00", "09:30", "10:15"].map((time) =>
    slot("2021-11-07", time),
  ),
};

function Week({
  onChoose = () => {},
  onRetry = () => {},
  week = { days, slots },
  states = {},
  showAll = true,
}: {
  onChoose?: (start: number) => void;
  onRetry?: () => void;
  week?: { days: readonly string[]; slots: readonly Slot[] };
  states?: Readonly<Record<string, DayState>>;
  showAll?: boolean;
}) {
  return (
    <WeekGrid
      {...{ move, ...week, availability, showAll, onChoose, onRetry }}
      view={viewOf(week.days, states)}
      chosen={null}
      next={null}
      panel={null}
      onSelectDay={() => {}}
      onShowAll={() => {}}
    />
  );
}

const focusedStart = () => Date.parse(document.activeElement?.getAttribute("data-slot") ?? "");
const times = () => [...document.querySelectorAll<HTMLElement>("[data-column] [data-slot]")];
const isVisible = (element: Element) => element.getClientRects().length > 0;
const visibleColumns = () =>
  [...document.querySelectorAll("[data-column]")]
    .filter(isVisible)
    .map((column) => column.getAttribute("data-column"));
const startsOf = (list: readonly Slot[]) => list.map(({ start }) => start);

describe("WeekGrid", () => {
  it("shows seven days with the times of each", async () => {
    await renderAsPage(<Week />, { timeZone });

    expect(document.querySelectorAll("[data-column]")).toHaveLength(7);
    expect(times().map((time) => Date.parse(time.dataset["slot"] ?? ""))).toEqual(startsOf(slots));
  });

  it("is one tab stop with arrows inside: up and down in a day, left and right between days", async () => {
    await renderAsPage(<Week />, { timeZone });
    expect(times().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);

    times()[1]?.focus();
    await userEvent.keyboard("{ArrowDown}");
    expect(focusedStart()).toBe(slots[2]?.start);
    await userEvent.keyboard("{ArrowRight}");
    expect(focusedStart()).toBe(slots[3]?.start);
    await userEvent.keyboard("{ArrowLeft}");
    expect(focusedStart()).toBe(slots[1]?.start);
    await userEvent.keyboard("{Home}");
    expect(focusedStart()).toBe(slots[0]?.start);
    expect(times().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  });

  it("chooses the focused time with Enter", async () => {
    const onChoose = vi.fn();
    await renderAsPage(<Week onChoose={onChoose} />, { timeZone });

    times()[1]?.focus();
    await userEvent.keyboard("{Enter}");

    expect(onChoose.mock.calls).toEqual([[slots[1]?.start]]);
  });

  it.each([1280, 390])(
    "draws the two passes of a repeated hour apart and names their offsets, %s px wide",
    async (width) => {
      await page.viewport(width, 900);
      await renderAsPage(<Week week={autumn} />, { timeZone });

      const repeated = times().slice(1, 5);
      const boxes = repeated.map((time) => time.getBoundingClientRect());
      const rightmost = Math.max(...boxes.slice(0, 2).map(({ right }) => right));
      const leftmost = Math.min(...boxes.slice(2).map(({ left }) => left));
      expect(rightmost).toBeLessThan(leftmost);
      const seen = repeated.map((time) => time.querySelector("span")?.textContent);
      expect(seen).toEqual(["01:00 UTC−7", "01:30 UTC−7", "01:00 UTC−8", "01:30 UTC−8"]);
      await page.viewport(1280, 900);
    },
  );

  it("shows one day with two named lanes on a phone, without scrolling sideways", async () => {
    await page.viewport(320, 700);
    await renderAsPage(<Week />, { timeZone });

    expect(visibleColumns()).toEqual([tuesday]);
    await expect.element(page.getByText("SO", { exact: true }).nth(1)).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 900);
  });

  it("shows three days on a small tablet", async () => {
    await page.viewport(768, 900);
    await renderAsPage(<Week />, { timeZone });

    expect(visibleColumns()).toEqual([monday, tuesday, wednesday]);
    await page.viewport(1280, 900);
  });

  it("never gives a count to a day without an answer, and reads one that failed on demand", async () => {
    const onRetry = vi.fn();
    const states = {
      [wednesday]: { kind: "checking" },
      [days[3] ?? ""]: { kind: "failed" },
    } as const;
    await renderAsPage(<Week {...{ states, onRetry }} />, { timeZone });

    const status = page.getByRole("status");
    await expect.element(status).toHaveTextContent("2 shared times · 1 day not loaded");
    const column = (day: string) => document.querySelector(`[data-column="${day}"]`);
    for (const day of [wednesday, days[3] ?? ""]) {
      expect(column(day)?.textContent).not.toMatch(/none|offers no|suits/i);
      expect(column(day)?.querySelectorAll("[data-mark]")).toHaveLength(0);
    }
    await page.getByRole("button", { name: "Try again" }).click();
    expect(onRetry).toHaveBeenCalledOnce();
    expect(document.activeElement?.tagName).toBe("H2");
  });

  it("says so where nothing is answered yet", async () => {
    const states = Object.fromEntries(days.map((day) => [day, { kind: "checking" } as const]));
    await renderAsPage(<Week states={states} week={{ days, slots: [] }} />, { timeZone });

    await expect.element(page.getByRole("status")).toHaveTextContent("Checking…");
    expect(document.body.textContent).not.toMatch(/none|no shared|offers no/i);
  });

  it("draws the same lanes whatever is hidden, none of them white for a person who is not known", async () => {
    const lanesOf = () =>
      [...document.querySelectorAll("[data-column]")].map((column) =>
        [...column.querySelectorAll("[data-mark]")].map((part) => [
          part.getAttribute("data-mark"),
          part.getAttribute("style"),
        ]),
      );
    const busy = [...slots, { ...slot(wednesday, "20:00"), verdict: "menteeBusy" as const }];
    const screen = await renderAsPage(<Week showAll week={{ days, slots: busy }} />, { timeZone });
    const all = lanesOf();
    await screen.unmount();
    await renderAsPage(<Week showAll={false} week={{ days, slots: busy }} />, { timeZone });

    expect(all.flat().every(([mark]) => mark !== null)).toBe(true);
    expect(all.map((column) => column.filter(([mark]) => mark === "unknown").length)).toEqual(
      days.map(() => 1),
    );
    expect(lanesOf().map((column) => column.map(([mark]) => mark))).toEqual(
      all.map((column) => column.map(([mark]) => mark)),
    );
  });

  it("says each day in words", async () => {
    await renderAsPage(<Week />, { timeZone });

    const column = document.querySelector(`[data-column="${tuesday}"]`);
    const words = document.getElementById(column?.getAttribute("aria-describedby") ?? "");
    expect(words?.textContent).toContain("your calendar is not known all day");
    expect(words?.textContent).toContain("2 shared");
  });

  it("explains what is drawn, and nothing else", async () => {
    await renderAsPage(<Week />, { timeZone });

    const legend = page.getByRole("list", { name: "What the marks mean" });
    await expect.element(legend).toMatchTextContent("Both free");
    await expect.element(legend).toMatchTextContent("Not known");
    expect(legend.element().textContent).not.toMatch(/Was taken|Your choice|You are busy/);
  });

  it("explains on a phone what is drawn on its one day", async () => {
    const legend = page.getByRole("list", { name: "What the marks mean" });
    const words = () => legend.element().textContent;
    await renderAsPage(<Week />, { timeZone });
    expect(legend.getByText("The meeting now").elements()).toHaveLength(1);

    await page.viewport(390, 844);
    await expect.element(legend.getByText("The meeting now")).not.toBeVisible();
    await expect.element(legend.getByText("Not known")).toBeVisible();
    expect(words()).toContain("Both free");
    await page.viewport(1280, 900);
  });
});
