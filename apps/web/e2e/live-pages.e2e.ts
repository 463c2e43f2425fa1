import { dayMs } from "@reslot/cal/time";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { axeProblems } from "./support/browser/find-problems.ts";
import {
  bookingUlid,
  eventually,
  firstStart,
  getBooking,
  moveInput,
  mutate,
  person,
  query,
  rows,
  stack,
  startsWithVerdict,
} from "./support/stack.ts";
import { movedTo, openRescheduleAt, stopPolls, type Visitor, visit } from "./support/journey.ts";

/** A page that stays open while the meeting is moved in every way. */
let visitor: Visitor;
/** The time that is chosen on it. */
let chosen = "";

beforeAll(async () => {
  visitor = await visit("mentee");
  const starts = await startsWithVerdict("mentee", "connected", "mutual");
  chosen = starts.at(-1) ?? "";
  const streaming = openStream(visitor.page);
  await openRescheduleAt(visitor.page, "connected", { slot: chosen });
  await streaming;
  await stopPolls(visitor.page);
});

async function openStream(page: Page): Promise<void> {
  const isStream = (url: string) => url.includes("live.onChange");
  const response = await page.waitForResponse((answer) => isStream(answer.url()));
  expect(response.headers()["content-type"]).toContain("text/event-stream");
}

/** @returns the start it was moved to */
async function move(who: "coach" | "mentee"): Promise<string> {
  const start = await firstStart(who, "connected", "mutual");
  const answer = await mutate(who, "booking.reschedule", await moveInput(who, "connected", start));
  expect(answer.status).toBe(200);
  return start;
}

/** A time that suits two meetings of one coach, and the day on which the mentee finds it. */
async function timeOfTwo(): Promise<{ day: string; start: string }> {
  const starts = await startsWithVerdict("mentee", "connected", "mutual");
  const others = new Set(await startsWithVerdict("coach", "unconnected", "menteeUnknown"));
  const start = new Date(starts.findLast((each) => others.has(each)) ?? "").toISOString();
  const { timeZone } = person("mentee");
  const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(start));
  return { day, start };
}

describe("an open page", () => {
  it("shows the other person's move when its stream says so, and counts it on the bell", async () => {
    const { page, complaints } = visitor;
    const { data } = await query<{ count: number }>("mentee", "notification.unreadCount", {});

    const start = await move("coach");

    await movedTo(page, start).waitFor();
    await page.getByRole("link", { name: `Notifications, ${data.count + 1} unread` }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("shows a move that its own person made elsewhere, and keeps the focus and the chosen time", async () => {
    const { page } = visitor;
    const heading = page.getByRole("heading", { level: 1 });
    await heading.focus();

    const start = await move("mentee");

    await movedTo(page, start).waitFor();
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
    const slot = new URL(page.url()).searchParams.get("slot");
    expect(Date.parse(slot ?? "")).toBe(Date.parse(chosen));
  });

  it("shows a move that was made in Cal.com, once", async () => {
    const { page } = visitor;
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
    });

    await movedTo(page, start).waitFor();
    const news = page.getByRole("note").filter({ hasText: "This meeting was moved to" });
    expect(await news.count()).toBe(1);
  });

  it("catches up after its connection was cut", async () => {
    const { page, context } = visitor;
    await context.setOffline(true);
    try {
      const start = await eventually(async () => {
        const next = await firstStart("coach", "connected", "mutual");
        const input = await moveInput("coach", "connected", next);
        const { status } = await mutate("coach", "booking.reschedule", input);
        return status === 200 ? next : null;
      });
      expect(await movedTo(page, start).count()).toBe(0);

      await context.setOffline(false);
      await movedTo(page, start).waitFor();
    } finally {
      await context.setOffline(false);
    }
  });

  it("opens the newest notifications in place, marks them read and gives the focus back", async () => {
    const { page, complaints } = visitor;
    await page.getByRole("link", { name: /^Notifications, \d+ unread/ }).click();
    const dialog = page.getByRole("dialog", { name: "Notifications" });
    await dialog
      .getByText(/ moved “Leadership coaching”$|^“Leadership coaching” was moved /)
      .first()
      .waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Mark all as read" }).click();
    await dialog.getByRole("button", { name: "Mark all as read" }).waitFor({ state: "hidden" });
    expect((await query("mentee", "notification.unreadCount", {})).data).toEqual({ count: 0 });

    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.waitForFunction(
      () => document.activeElement?.getAttribute("aria-label") === "Notifications",
    );
    expect(complaints).toEqual([]);
  });

  it("marks a time that another meeting takes, and keeps the focus", async () => {
    const { page } = visitor;
    const { day, start } = await timeOfTwo();
    const streaming = openStream(page);
    await openRescheduleAt(page, "connected", { d: day });
    await streaming;
    await stopPolls(page);
    const slot = page.locator(`button[data-slot="${start}"]`);
    await slot.focus();

    const { status } = await mutate(
      "coach",
      "booking.reschedule",
      await moveInput("coach", "unconnected", start),
    );
    expect(status).toBe(200);

    await page.locator(`button[data-slot="${start}"][data-verdict="taken"]`).waitFor();
    expect(await slot.getAttribute("aria-disabled")).toBe("true");
    expect(await slot.textContent()).toContain("was taken");
    expect(await slot.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});
