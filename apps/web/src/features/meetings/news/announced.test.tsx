import type { BookingListItem } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { hearAnnouncements, readAgain } from "../../../../test/components/announcements.ts";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { startAddress } from "../../../../test/components/navigation-double.ts";
import { listedMeeting, listOf } from "../../../../test/meetings-list.ts";
import { LazyToaster } from "@/components/frame/lazy-toaster.tsx";
import { wholeList } from "@/features/meetings/list/list-query.ts";
import { MeetingsDesk } from "@/features/meetings/list/meetings-desk.tsx";

vi.mock("next/navigation", () => import("../../../../test/components/navigation-double.ts"));

const timeZone = "Europe/London";
const first = listedMeeting({ ulid: "01KC3M8QZ4ABCDEFGHJKMNPQR1", title: "Career planning" });
const second = listedMeeting({
  startTime: "2026-12-15T10:00:00.000Z",
  endTime: "2026-12-15T10:45:00.000Z",
});
const asked: BookingListItem = { ...second, status: "pending" };
const movedBy = (by: "coach" | "mentee" | "cal"): BookingListItem => ({
  ...second,
  version: 2,
  startTime: "2026-12-16T11:30:00.000Z",
  endTime: "2026-12-16T12:15:00.000Z",
  lastMove: {
    at: "2026-12-10T08:00:00.000Z",
    by,
    fromStartTime: second.startTime,
    fromEndTime: second.endTime,
  },
});

/** The list with these meetings; gives what it announces, and a way to have it read others. */
async function open(...meetings: BookingListItem[]) {
  let now = listOf(meetings);
  await renderAsPage(
    <>
      <main>
        <MeetingsDesk opened={wholeList("upcoming")} initial={now} isConnected />
      </main>
      <LazyToaster />
    </>,
    { timeZone, answers: { "booking.list": () => now } },
  );
  const heard = hearAnnouncements();
  return {
    heard,
    turnTo(...next: BookingListItem[]) {
      now = listOf(next);
      readAgain();
    },
  };
}

beforeEach(() => {
  startAddress("");
  vi.useFakeTimers({ toFake: ["Date"], now: parseInstant("2026-12-10T08:00:00Z") });
  return () => vi.useRealTimers();
});

/** Lets the page read again what it knows already. */
async function settle(): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    vi.setSystemTime(Date.now() + 60_000);
    readAgain();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe("an open list announces once", () => {
  it.each([
    {
      news: "that the other person moved a meeting",
      before: second,
      after: movedBy("coach"),
      words: "Sam moved Coaching to Wed 16 Dec, 11:30.",
    },
    {
      news: "that it was moved in Cal.com",
      before: second,
      after: movedBy("cal"),
      words: "Coaching with Sam was moved to Wed 16 Dec, 11:30 in Cal.com.",
    },
    {
      news: "that the mentee asks for another time",
      before: { ...second, role: "coach" as const },
      after: { ...movedBy("mentee"), role: "coach" as const, status: "pending" as const },
      words: "Sam asks for Wed 16 Dec, 11:30 for Coaching.",
    },
    {
      news: "that the coach confirmed it",
      before: asked,
      after: second,
      words: "Coaching with Sam was confirmed: Tue 15 Dec, 10:00.",
    },
    {
      news: "that the coach declined it",
      before: asked,
      after: { ...asked, status: "rejected" as const },
      words: "Coaching with Sam was declined: Tue 15 Dec, 10:00.",
    },
    {
      news: "that it was cancelled",
      before: second,
      after: { ...second, status: "cancelled" as const },
      words: "Coaching with Sam was cancelled: Tue 15 Dec, 10:00.",
    },
  ])("$news", async ({ before, after, words }) => {
    const { heard, turnTo } = await open(first, before);
    vi.setSystemTime(Date.now() + 60_000);
    turnTo(first, after);
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    await settle();

    expect(heard).toEqual([words]);
  });

  it("that several have changed", async () => {
    const { heard, turnTo } = await open(first, second);
    vi.setSystemTime(Date.now() + 60_000);
    turnTo({ ...first, status: "cancelled" }, movedBy("coach"));
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    await settle();

    expect(heard).toEqual(["2 of your meetings have changed."]);
  });
});

describe("an open list", () => {
  it("shows a move where it is, and keeps the focus with the meeting", async () => {
    const { turnTo } = await open(first, second);
    const link = () => page.getByRole("listitem").nth(1).getByRole("link").first();
    link().element().focus();
    vi.setSystemTime(Date.now() + 60_000);
    turnTo(first, movedBy("coach"));

    const row = page.getByRole("region", { name: "Wed 16 Dec" }).getByRole("listitem");
    await expect.element(row).toMatchTextContent("11:30 – 12:15");
    await expect.element(row).toMatchTextContent("Moved by Sam");
    await expect.element(link()).toHaveFocus();
  });

  it("is silent about the reader's own move, and about a meeting that it did not show", async () => {
    const { heard, turnTo } = await open(first);
    vi.setSystemTime(Date.now() + 60_000);
    turnTo({ ...first, ...movedBy("mentee"), ulid: first.ulid }, movedBy("coach"));
    await expect.poll(() => page.getByRole("listitem").elements().length).toBe(2);
    await settle();

    expect(heard).toEqual([]);
  });
});
