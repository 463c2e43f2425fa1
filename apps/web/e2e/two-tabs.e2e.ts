import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  firstStart,
  getBooking,
  moveInput,
  mutate,
  rescheduleCalls,
  startsWithVerdict,
} from "./support/stack.ts";
import { expectByStream, movedTo, openRescheduleAt, visit } from "./support/journey.ts";

const confirmed = (page: Page) => page.getByRole("heading", { name: /^Moved to / });

/** Opens the review of a move to this start. */
async function review(page: Page, start: string): Promise<void> {
  await openRescheduleAt(page, "connected", { slot: start, step: "review" });
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
    await Promise.all(tabs.map(({ close }) => close()));
  });
});

/** Moves the meeting as its coach. @returns the new start */
async function moveByCoach(): Promise<string> {
  const start = await firstStart("coach", "connected", "mutual");
  const input = await moveInput("coach", "connected", start);
  expect((await mutate("coach", "booking.reschedule", input)).status).toBe(200);
  return start;
}

/** How long a request of this page takes, at best of three, in milliseconds. */
function requestMs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const took: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      const asked = performance.now();
      const answer = await fetch("/api/trpc/notification.unreadCount", { cache: "no-store" });
      await answer.text();
      took.push(performance.now() - asked);
    }
    return Math.min(...took);
  });
}

describe("six windows of one browser", () => {
  it("share one stream over HTTP/1.1, are answered within a second, and all hear of a move", async () => {
    const { page, context } = await visit("mentee");
    let streams = 0;
    context.on("request", (request) => {
      if (request.url().includes("live.onChange")) streams += 1;
    });
    const others = [];
    for (let index = 0; index < 5; index += 1) others.push((await visit("mentee")).page);
    const windows = [page, ...others];
    for (const each of windows) await openRescheduleAt(each, "connected");
    expect(await Promise.all(windows.map(requestMs))).toSatisfy((all: number[]) =>
      all.every((ms) => ms < 1_000),
    );
    expect(streams).toBe(1);

    const first = await moveByCoach();
    await Promise.all(windows.map((each) => expectByStream(movedTo(each, first))));

    await page.close();
    const second = await moveByCoach();
    await Promise.all(others.map((each) => expectByStream(movedTo(each, second))));
    expect(streams).toBe(2);
    await Promise.all(others.map((each) => each.close()));
  });
});
