import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  bookingUlid,
  firstStart,
  getBooking,
  moveInput,
  mutate,
  query,
  rescheduleCalls,
  stack,
  startsWithVerdict,
} from "./support/stack.ts";
import { openRescheduleAt, stopPolls, visit } from "./support/journey.ts";

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

async function moveByCoach(): Promise<void> {
  const start = await firstStart("coach", "connected", "mutual");
  const input = await moveInput("coach", "connected", start);
  expect((await mutate("coach", "booking.reschedule", input)).status).toBe(200);
}

/** A request of this page; it gets no connection where as many streams are open as HTTP/1.1 has connections. */
function statusOfRequest(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const signal = AbortSignal.timeout(20_000);
    const answer = await fetch("/api/trpc/notification.unreadCount", { cache: "no-store", signal });
    await answer.text();
    return answer.status;
  });
}

describe("six windows of one browser", () => {
  it("share one stream over HTTP/1.1, are answered beside it, and all hear of a move", async () => {
    const windows = await Promise.all(Array.from({ length: 6 }, () => visit("mentee")));
    const pages = windows.map(({ page }) => page);
    /** The page of each stream that was opened. */
    const streams: Page[] = [];
    for (const page of pages) {
      page.on("request", (request) => {
        if (request.url().includes("live.onChange")) streams.push(page);
      });
    }
    const url = `${stack.webUrl}/meetings/${bookingUlid("connected")}`;
    await Promise.all(pages.map((page) => page.goto(url)));
    const { data } = await query<{ count: number }>("mentee", "notification.unreadCount", {});
    const bell = (page: Page, news: number) =>
      page.getByRole("link", { name: `Notifications, ${data.count + news} unread` });

    await moveByCoach();
    // This one may have come before a window was hydrated, and be polled.
    await Promise.all(pages.map((page) => bell(page, 1).waitFor({ timeout: 40_000 })));
    const answered = await Promise.all(pages.map(statusOfRequest));
    expect(answered).toEqual(pages.map(() => 200));
    expect(streams).toHaveLength(1);

    await Promise.all(pages.map(stopPolls));
    await streams[0]?.close();
    await moveByCoach();
    const others = pages.filter((page) => !page.isClosed());
    await Promise.all(others.map((page) => bell(page, 2).waitFor()));
    expect(streams).toHaveLength(2);
    await Promise.all(others.map((each) => each.close()));
  });
});
