import type { BookingDetails, BookingHistory } from "@reslot/api";
import { toast } from "sonner";
import { afterEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { bookingDetails } from "../../../test/booking-details.ts";
import { hearAnnouncements, readAgain } from "../../../test/components/announcements.ts";
import { type Answers, renderAsPage } from "../../../test/components/as-page.tsx";
import { LazyToaster } from "@/components/frame/lazy-toaster.tsx";
import { OfflineBanner } from "@/components/frame/offline-banner.tsx";
import { MeetingView } from "./meeting-view.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const start = "2026-12-15T19:00:00.000Z";
const end = "2026-12-15T19:45:00.000Z";
const from = { startTime: bookingDetails.startTime, endTime: bookingDetails.endTime };
const movedBy = (actor: "coach" | "mentee", kind: "moved" | "asked" = "moved"): BookingHistory => ({
  items: [
    {
      at: "2026-12-09T10:00:00.000Z",
      kind,
      actor,
      from,
      to: { startTime: start, endTime: end },
      reason: null,
      recovered: false,
    },
  ],
});
const moved = { ...bookingDetails, version: 2, startTime: start, endTime: end };
const asked: BookingDetails = { ...bookingDetails, status: "pending", version: 2 };
const toAnswer: BookingDetails = {
  ...asked,
  role: "coach",
  needsMe: "confirm",
  request: { askedAt: "2026-12-09T23:40:00.000Z", meetings: 1 },
};

interface Shown {
  booking: BookingDetails;
  history: BookingHistory;
}

/** A meeting's page; gives what it announces, and a way to have it read the meeting as it is by then. */
async function open(first: Shown, answers: Answers = {}) {
  let now = first;
  await renderAsPage(
    <>
      <OfflineBanner />
      <main>
        <MeetingView
          initial={first.booking}
          initialHistory={first.history}
          myConnection="connected"
          calAppUrl="https://app.cal.example"
        />
      </main>
      <LazyToaster />
    </>,
    {
      answers: {
        "booking.get": () => now.booking,
        "booking.history": () => now.history,
        "booking.list": { items: [] },
        ...answers,
      },
    },
  );
  const heard = hearAnnouncements();
  return {
    heard,
    turnTo(next: Shown) {
      now = next;
      readAgain();
    },
  };
}

const none: BookingHistory = { items: [] };

// Messages outlive the page that showed them, and one that goes is a change of its region.
afterEach(async () => {
  toast.dismiss();
  await vi.waitUntil(() => document.querySelector("[data-sonner-toast]") === null);
});

describe("an open meeting announces once", () => {
  it.each([
    {
      news: "that the other person moved it",
      before: { booking: bookingDetails, history: none },
      after: { booking: moved, history: movedBy("coach") },
      words: "Sam moved this to Tue 15 Dec, 19:00",
    },
    {
      news: "that the coach confirmed it",
      before: { booking: asked, history: none },
      after: { booking: { ...asked, status: "accepted" as const }, history: none },
      words: "confirmed",
    },
    {
      news: "that the coach declined it",
      before: { booking: asked, history: none },
      after: { booking: { ...asked, status: "rejected" as const }, history: none },
      words: "declined",
    },
  ])("$news", async ({ before, after, words }) => {
    const { heard, turnTo } = await open(before);
    turnTo(after);
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    readAgain();
    await new Promise((resolve) => setTimeout(resolve, 300));

    expect(heard).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    { path: "booking.confirm", outcome: "confirmed", status: "accepted", name: /^Confirm/ },
    { path: "booking.decline", outcome: "declined", status: "rejected", name: /^Decline/ },
  ] as const)("the answer that its reader gives: $outcome", async (answer) => {
    const { path, outcome, status, name } = answer;
    const before = { booking: toAnswer, history: movedBy("mentee", "asked") };
    const after = { ...toAnswer, status, needsMe: null, request: null };
    const { heard, turnTo } = await open(before, {
      [path]: ({ attemptUlid }: { attemptUlid: string }) => {
        turnTo({ booking: after, history: before.history });
        return { outcome, attemptUlid, booking: after };
      },
    });
    await page.getByRole("button", { name }).click();
    if (outcome === "declined")
      await page.getByRole("alertdialog").getByRole("button", { name: "Decline" }).click();
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 500));

    expect(heard).toEqual([expect.stringMatching(new RegExp(outcome, "i"))]);
  });

  it("that the connection is lost", async () => {
    const { heard } = await open({ booking: bookingDetails, history: none });
    const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    window.dispatchEvent(new Event("offline"));
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    online.mockRestore();

    expect(heard).toEqual([expect.stringContaining("offline")]);
    window.dispatchEvent(new Event("online"));
  });
});
