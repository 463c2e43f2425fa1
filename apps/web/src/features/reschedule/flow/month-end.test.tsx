import { parseInstant } from "@reslot/cal/time";
import { type AvailabilityRange, drawnDays, rangeFor, type View } from "@reslot/react";
import { expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { noAnswerYet, refusal, renderAsPage } from "../../../../test/components/as-page.tsx";
import { RescheduleScreen } from "./reschedule-screen.tsx";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push() {}, refresh() {}, prefetch() {} }),
  usePathname: () => window.location.pathname,
  useSearchParams: () => new URLSearchParams(),
}));

const timeZone = "Europe/London";
const startTime = "2026-12-31T15:00:00.000Z";
const booking = { ...bookingDetails, startTime, endTime: "2026-12-31T15:45:00.000Z" };
const next = { week: "Next week", month: "Later days" } as const;

/** The page on this day of December, its first range answered, while all that comes after it is not. */
async function open(today: string, view: View, later: (input: AvailabilityRange) => unknown) {
  const calendar = { today, firstDay: 1, timeZone };
  const input = rangeFor(booking.ulid, drawnDays(view, today, calendar), calendar);
  const data = availabilityOf({
    slots: [{ start: startTime, verdict: "current" }],
    answeredAt: `${today}T08:00:00.000Z`,
  });
  await renderAsPage(
    <RescheduleScreen
      first={{
        booking,
        availability: { input, data },
        status: null,
        history: null,
        day: today,
        view,
        formAttemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRW",
      }}
      confirmMove={async () => {}}
    />,
    {
      timeZone,
      now: parseInstant(`${today}T08:00:00.000Z`),
      answers: {
        "booking.get": booking,
        "booking.availability": (asked: AvailabilityRange) =>
          asked.to > input.to ? later(asked) : data,
        "booking.onChange": noAnswerYet,
        "calConnection.get": { calendarsUrl: "https://app.cal.com", oauthAvailable: true },
      },
    },
  );
}

/** What the page says of days: in their columns, their cells, and above them. */
function saidOfDays(): string[] {
  const days = document.querySelectorAll("[data-column], [data-day]");
  const said = [...days].map((each) => each.getAttribute("aria-label") ?? "");
  const columns = [...document.querySelectorAll("[data-column]")].map((each) => each.textContent);
  const sentences = [...document.querySelectorAll("details li")].map((each) => each.textContent);
  const counts = [...document.querySelectorAll("output")]
    .filter((each) => each.getClientRects().length > 0)
    .map((each) => each.textContent);
  return [...said, ...columns, ...sentences, ...counts];
}

const claims = /\bnone\b|\bno (shared )?times?\b|\d+ (shared|times?)|offers? no|\boff\b/i;
const claimed = () => saidOfDays().filter((each) => claims.test(each));

const cases = (["week", "month"] as const).flatMap((view) =>
  ["29", "30", "31"].map((date) => [view, date] as const),
);

it.each(cases)("the %s after %s December claims nothing while it is read", async (view, date) => {
  await open(`2026-12-${date}`, view, () => noAnswerYet);

  await page.getByRole("button", { name: next[view] }).first().click();

  await vi.waitFor(() => expect(saidOfDays().join()).toContain("Checking…"), { timeout: 10_000 });
  expect(claimed()).toEqual([]);
});

it.each(cases)(
  "the %s after %s December claims nothing when it cannot be read",
  async (view, date) => {
    const later = vi.fn(() => refusal("CAL_UNAVAILABLE"));
    await open(`2026-12-${date}`, view, later);

    await page.getByRole("button", { name: next[view] }).first().click();

    await vi.waitFor(() => expect(saidOfDays().join()).toContain("Not loaded"), {
      timeout: 10_000,
    });
    expect(claimed()).toEqual([]);
    if (view === "month") return;
    later.mockClear();
    await page.getByRole("button", { name: "Try again" }).first().click();
    await vi.waitFor(() => expect(later).toHaveBeenCalled(), { timeout: 10_000 });
  },
);

it("a week that could not be read is read again on demand", async () => {
  const later = vi.fn(() => refusal("CAL_UNAVAILABLE"));
  await open("2026-12-30", "week", later);
  await page.getByRole("button", { name: "Next week" }).click();
  const retry = page.getByRole("button", { name: "Try again" }).first();
  await expect.element(retry).toBeVisible();
  later.mockClear();

  await retry.click();

  await vi.waitFor(() => expect(later).toHaveBeenCalled(), { timeout: 10_000 });
  expect(document.activeElement?.tagName).toBe("H2");
});
