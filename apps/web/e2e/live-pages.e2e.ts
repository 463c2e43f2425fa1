import { dayMs } from "@reslot/cal/time";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import {
  bookingUlid,
  eventually,
  firstStart,
  getBooking,
  moveInput,
  mutate,
  person,
  rows,
  stack,
  startsWithVerdict,
} from "./support/stack.ts";
import {
  chooseTime,
  confirmMove,
  expectByStream,
  openReschedule,
  visit,
} from "./support/journey.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A time that suits two meetings of one coach, and the page that lists it for one of the two. */
async function pageWithTime(): Promise<{ path: string; start: string }> {
  const starts = await startsWithVerdict("mentee", "connected", "mutual");
  const others = new Set(await startsWithVerdict("coach", "unconnected", "menteeUnknown"));
  const start = new Date(starts.findLast((each) => others.has(each)) ?? "").toISOString();
  const { timeZone } = person("mentee");
  const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(start));
  return { path: `/meetings/${bookingUlid("connected")}/reschedule?d=${day}`, start };
}

async function openStreams(page: Page): Promise<void> {
  const isStream = (url: string) => url.includes("booking.onChange");
  const response = await page.waitForResponse((answer) => isStream(answer.url()));
  expect(response.headers()["content-type"]).toContain("text/event-stream");
}

const news = (page: Page) =>
  page.getByRole("status").filter({ hasText: "This meeting was moved to" });

describe("an open page", () => {
  it("shows the other person's move when its stream says so, and counts it on the bell", async () => {
    const mentee = await visit(browser, "mentee");
    const coach = await visit(browser, "coach");
    const streaming = openStreams(mentee.page);
    await openReschedule(mentee.page, "connected");
    await streaming;
    const bell = mentee.page.getByRole("link", { name: /^Notifications/ });
    const unread = Number(/\d+/.exec((await bell.getAttribute("aria-label")) ?? "")?.[0] ?? 0);

    await openReschedule(coach.page, "connected");
    await chooseTime(coach.page, {
      who: "coach",
      booking: "connected",
      verdict: "mutual",
    });
    await confirmMove(coach.page);
    await coach.page.getByRole("heading", { name: /^Moved to / }).waitFor();

    await expectByStream(news(mentee.page));
    await mentee.page.getByRole("link", { name: `Notifications, ${unread + 1} unread` }).waitFor();
    expect([...mentee.complaints, ...coach.complaints]).toEqual([]);
    await mentee.context.close();
    await coach.context.close();
  });

  it("marks a time that another meeting takes, and keeps the focus", async () => {
    const { page, context } = await visit(browser, "mentee");
    const { path, start } = await pageWithTime();
    const streaming = openStreams(page);
    await page.goto(stack.webUrl + path);
    await streaming;
    const slot = page.locator(`button[data-slot="${start}"]`);
    await slot.focus();

    const { status } = await mutate(
      "coach",
      "booking.reschedule",
      await moveInput("coach", "unconnected", start),
    );
    expect(status).toBe(200);

    await expectByStream(page.locator(`button[data-slot="${start}"][data-verdict="taken"]`));
    expect(await slot.getAttribute("aria-disabled")).toBe("true");
    expect(await slot.textContent()).toContain("just taken");
    expect(await slot.evaluate((element) => element === document.activeElement)).toBe(true);
    await context.close();
  });

  it("shows a move that was made in Cal.com", async () => {
    const { page, context } = await visit(browser, "mentee");
    const streaming = openStreams(page);
    await openReschedule(page, "connected");
    await streaming;
    const before = await getBooking("mentee", "connected");
    const [row] = await rows("Bookings", { ulid: `eq.${bookingUlid("connected")}` });

    const path = `/_sandbox/bookings/${String(row?.["calBookingId"])}/move`;
    const start = new Date(Date.parse(before.startTime) + 7 * dayMs).toISOString();
    const { ok } = await fetch(stack.calUrl + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ start }),
    });
    expect(ok).toBe(true);
    await eventually(async () => {
      const { version } = await getBooking("mentee", "connected");
      return version > before.version ? true : null;
    }, 5_000);

    await expectByStream(news(page));
    expect(await news(page).count()).toBe(1);
    await context.close();
  });

  it("catches up after its connection was cut", async () => {
    const { page, context } = await visit(browser, "mentee");
    const streaming = openStreams(page);
    await openReschedule(page, "connected");
    await streaming;
    await context.setOffline(true);
    await eventually(async () => {
      const start = await firstStart("coach", "connected", "mutual");
      const input = await moveInput("coach", "connected", start);
      return (await mutate("coach", "booking.reschedule", input)).status === 200 ? true : null;
    });
    expect(await news(page).count()).toBe(0);

    await context.setOffline(false);
    await news(page).waitFor();
    await context.close();
  });
});
