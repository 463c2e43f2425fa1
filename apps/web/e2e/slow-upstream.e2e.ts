import type { Page } from "playwright-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { bookingUlid, getBooking, stack, firstStart } from "./support/stack.ts";
import { visit } from "./support/journey.ts";

const faults = `${stack.calUrl}/_sandbox/faults`;
afterEach(() => fetch(faults, { method: "DELETE" }));

/** Cal.com moves the meeting this late. No webhook can report the move before that. */
async function slowDown(delayMs: number): Promise<void> {
  const answer = await fetch(faults, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      operation: "reschedule",
      fault: "delayBeforeCommit",
      times: 1,
      delayMs,
    }),
  });
  expect(answer.ok).toBe(true);
}

/** Sends a move of the meeting to a mutual time. */
async function send(page: Page): Promise<string> {
  const start = await firstStart("mentee", "connected", "mutual");
  const query = new URLSearchParams({ slot: start, step: "review" });
  await page.goto(
    `${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule?${query.toString()}`,
  );
  await page.locator("[data-screen=review]").waitFor();
  await page.getByRole("button", { name: /^Move to / }).click();
  return start;
}

describe("while Cal.com is slow", () => {
  it("the new time is shown as in progress, a reloaded page says that it is being confirmed, and then when the meeting is", async () => {
    const { page, close } = await visit("mentee");
    await slowDown(5_000);
    let isAnswered = false;
    page.on("requestfinished", (request) => {
      isAnswered ||= request.url().includes("booking.reschedule?");
    });

    const start = await send(page);
    await page.getByRole("button", { name: "Moving" }).waitFor();
    expect(isAnswered).toBe(false);
    expect(await page.locator("[data-screen=committing]").count()).toBe(1);
    // Before that the browser would abort the request, and there would be nothing to confirm.
    const isBegun = async () => (await getBooking("mentee", "connected")).inFlight !== null;
    await vi.waitUntil(isBegun, { timeout: 10_000 });

    await page.reload();

    await page.locator("[data-screen=confirming]").waitFor();
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();
    const { startTime } = await getBooking("mentee", "connected");
    expect(Date.parse(startTime)).toBe(Date.parse(start));
    await close();
  });
});
