import { parseInstant } from "@reslot/cal/time";
import { drawnDays, rangeFor, type View } from "@reslot/react";
import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { noAnswerYet, renderAsPage } from "../../../../test/components/as-page.tsx";
import { currentQuery, startAddress } from "../../../../test/components/navigation-double.ts";
import { Page } from "@/components/frame/page.tsx";
import { Keyboard } from "@/components/keys/keyboard.tsx";
import { RescheduleScreen } from "./reschedule-screen.tsx";

vi.mock("next/navigation", () => import("../../../../test/components/navigation-double.ts"));

const timeZone = "America/Vancouver";
const day = "2026-12-15";
const calendar = { today: "2026-12-10", firstDay: 1, timeZone };
const suggested = [
  "2026-12-11T18:00:00.000Z",
  "2026-12-15T18:45:00.000Z",
  "2026-12-16T19:00:00.000Z",
];
const data = availabilityOf({
  slots: suggested.map((start) => ({ start, verdict: "mutual" })),
  suggestions: suggested.map((start) => ({ start, reasons: ["sameTime"] })),
});

async function open(view: View): Promise<void> {
  startAddress("");
  const input = rangeFor(bookingDetails.ulid, drawnDays(view, day, calendar), calendar);
  const first = {
    booking: bookingDetails,
    availability: { input, data },
    status: null,
    history: null,
    day,
    view,
    formAttemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRW",
  };
  await renderAsPage(
    <Page>
      <RescheduleScreen first={first} confirmMove={async () => {}} />
      <Keyboard singleKeys />
    </Page>,
    {
      timeZone,
      now: parseInstant(data.answeredAt),
      answers: {
        "booking.get": bookingDetails,
        "booking.availability": data,
        "booking.onChange": noAnswerYet,
      },
    },
  );
  await vi.waitFor(() => expect(document.querySelector("[data-slot]")).not.toBeNull(), 10_000);
}

const near = page.getByRole("region", { name: /^Good times near/ }).getByRole("button");

describe.each(["month", "week"] as const)("on the %s", (view) => {
  it("the digits choose what is suggested, and once more goes on to the review", async () => {
    await open(view);
    await userEvent.keyboard("2");
    await expect.element(near.nth(1)).toHaveAttribute("aria-pressed", "true");
    await expect.element(near.nth(1)).toHaveFocus();
    await userEvent.keyboard("3");
    await expect.element(near.nth(2)).toHaveAttribute("aria-pressed", "true");
    await expect.element(near.nth(1)).toHaveAttribute("aria-pressed", "false");
    expect(currentQuery()).toContain("slot=2026-12-16T19:00:00Z");

    await userEvent.keyboard("3");
    await expect
      .element(page.getByRole("heading", { level: 1 }))
      .toMatchTextContent("Move to Wed 16 Dec, 11:00?");
  });
});

it("the Page keys turn the week, and leave the focus where they go on", async () => {
  await open("week");
  document.querySelector<HTMLElement>("[data-column] [data-slot]")?.focus();
  const week = (name: RegExp) => page.getByRole("heading", { level: 2, name });
  await expect.element(week(/\b14 Dec.*\b20 Dec/)).toBeVisible();

  await userEvent.keyboard("{PageDown}");
  await expect.element(week(/\b21 Dec.*\b27 Dec/)).toHaveFocus();
  await userEvent.keyboard("{PageUp}{PageUp}");
  await expect.element(week(/\b7 Dec.*\b13 Dec/)).toHaveFocus();
  expect(currentQuery()).toContain("d=2026-12-10");
});
