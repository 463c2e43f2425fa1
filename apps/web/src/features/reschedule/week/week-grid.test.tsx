import type { Availability } from "@reslot/api";
import type { Translate } from "@reslot/messages";
import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { noLanes, nothingAmiss } from "../../../../test/check-details.ts";
import { moveContext } from "../../../../test/components/move-context.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { weekFrom } from "@/time/calendar.ts";
import type { DaysView } from "@/features/reschedule/month/days-view.ts";
import type { Slot } from "@/features/reschedule/slots/slots.ts";
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

const availability: Availability = {
  durationMinutes: 45,
  lengths: { booking: 45, atCal: 45 },
  slots: [],
  lanes: noLanes,
  checks: { coach: "checked", mentee: "checked", details: nothingAmiss },
  suggestions: [],
  nextMutualStart: null,
  nextCoachStart: null,
  asOf: "2026-12-10T08:00:00.000Z",
};

const viewOf = (t: Translate<"slots">): DaysView => ({
  display: move.display,
  day: tuesday,
  today: "2026-12-10",
  currentDay: monday,
  counts: new Map(),
  countText: (count) => `${count} free`,
  moreMarks: "more marks, more times",
  t,
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
  week = { days, slots },
}: {
  onChoose?: (start: number) => void;
  week?: { days: readonly string[]; slots: readonly Slot[] };
}) {
  const t = useMessages("slots");
  return (
    <WeekGrid
      {...{ move, ...week, availability, onChoose }}
      view={{ ...viewOf(t), day: week.days[6] === "2021-11-07" ? "2021-11-07" : tuesday }}
      chosen={null}
      showAll
      next={null}
      panel={null}
      onSelectDay={() => {}}
      onShowAll={() => {}}
    />
  );
}

const focusedStart = () => Date.parse(document.activeElement?.getAttribute("data-slot") ?? "");
const times = () => [...document.querySelectorAll<HTMLElement>(".wk-body [data-slot]")];
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
      const seen = repeated.map((time) => time.querySelector(".st")?.textContent);
      expect(seen).toEqual(["01:00 UTC−7", "01:30 UTC−7", "01:00 UTC−8", "01:30 UTC−8"]);
      await page.viewport(1280, 900);
    },
  );

  it("shows one day with two named lanes on a phone, without scrolling sideways", async () => {
    await page.viewport(320, 700);
    await renderAsPage(<Week />, { timeZone });

    const isVisible = (element: Element) => element.getClientRects().length > 0;
    const columns = [...document.querySelectorAll("[data-column]")].filter(isVisible);
    expect(columns.map((column) => column.getAttribute("data-column"))).toEqual([tuesday]);
    await expect.element(page.getByText("Sam", { exact: true })).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 900);
  });
});
