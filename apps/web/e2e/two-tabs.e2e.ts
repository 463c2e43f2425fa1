import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  bookingUlid,
  getBooking,
  rescheduleCalls,
  stack,
  startsWithVerdict,
} from "./support/stack.ts";
import { visit } from "./support/journey.ts";

const confirmed = (page: Page) => page.getByRole("heading", { name: /^Moved to / });

/** Opens the review of a move to this start, and waits until the page is subscribed to changes. */
async function review(page: Page, start: string): Promise<void> {
  const streaming = page.waitForResponse((answer) => answer.url().includes("booking.onChange"));
  const query = new URLSearchParams({ slot: start, step: "review" });
  await page.goto(
    `${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule?${query.toString()}`,
  );
  await streaming;
  await page.getByRole("button", { name: /^Move to / }).waitFor();
}

const confirm = (page: Page) => page.getByRole("button", { name: /^Move to / }).click();

describe("two tabs of one person", () => {
  it("make one move when both try at the same time, and the other tab says so", async () => {
    const tabs = [await visit("mentee"), await visit("mentee")] as const;
    const [left, right] = [tabs[0].page, tabs[1].page];
    const [first = "", second = ""] = await startsWithVerdict("mentee", "connected", "mutual");
    const { version } = await getBooking("mentee", "connected");
    const calls = (await rescheduleCalls()).length;
    await review(left, first);
    await review(right, second);

    await Promise.all([confirm(left), confirm(right)]);

    const told = (page: Page) =>
      page.getByText(/is being moved right now|was moved to|has changed since/).first();
    const ends = await Promise.all(
      [left, right].map((page) =>
        Promise.race([
          confirmed(page)
            .waitFor()
            .then(() => "moved"),
          told(page)
            .waitFor()
            .then(() => "told"),
        ]),
      ),
    );
    expect(ends.toSorted()).toEqual(["moved", "told"]);
    expect((await getBooking("mentee", "connected")).version).toBe(version + 1);
    expect((await rescheduleCalls()).length).toBe(calls + 1);
  });
});
