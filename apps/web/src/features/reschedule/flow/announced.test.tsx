import type { BookingDetails, LiveChange } from "@reslot/api";
import { minuteMs, parseInstant } from "@reslot/cal/time";
import { drawnDays, rangeFor, type View } from "@reslot/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { hearAnnouncements, readAgain } from "../../../../test/components/announcements.ts";
import { type Answers, refusal, renderAsPage } from "../../../../test/components/as-page.tsx";
import { OfflineBanner } from "@/components/frame/offline-banner.tsx";
import { RescheduleScreen } from "./reschedule-screen.tsx";

const address = vi.hoisted(() => ({ query: "" }));
const live = vi.hoisted(() => ({ listeners: new Set<(change: LiveChange) => void>() }));
vi.mock("@/components/live/live-provider.tsx", async () => {
  const { useEffect } = await import("react");
  return {
    useLiveChanges(listener: (change: LiveChange) => void) {
      useEffect(() => {
        live.listeners.add(listener);
        return () => void live.listeners.delete(listener);
      });
    },
  };
});
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push() {}, refresh() {}, prefetch() {} }),
  usePathname: () => window.location.pathname,
  useSearchParams: () => new URLSearchParams(address.query),
}));

const timeZone = "America/Vancouver";
const day = "2026-12-15";
const calendar = { today: "2026-12-10", firstDay: 1, timeZone };
const at = (time: string) => `${day}T${time}:00.000Z`;
const offering = (times: readonly string[]) =>
  availabilityOf({ slots: times.map((time) => ({ start: at(time), verdict: "mutual" })) });
const all = offering(["18:00", "18:45", "19:30"]);

let now: { booking: BookingDetails; availability: typeof all };
beforeEach(() => {
  now = { booking: bookingDetails, availability: all };
});

/** The screen, with all its times; gives what it announces. */
async function open(query: string, view: View = "month", answers: Answers = {}) {
  address.query = query;
  const input = rangeFor(bookingDetails.ulid, drawnDays(view, day, calendar), calendar);
  await renderAsPage(
    <>
      <OfflineBanner />
      <main>
        <RescheduleScreen
          first={{
            booking: bookingDetails,
            availability: { input, data: all },
            status: null,
            history: null,
            day,
            view,
            formAttemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRW",
          }}
          confirmMove={async () => {}}
        />
      </main>
    </>,
    {
      timeZone,
      now: parseInstant(all.answeredAt),
      answers: {
        "booking.get": () => now.booking,
        "booking.availability": () => now.availability,
        ...answers,
      },
    },
  );
  const isReady = query.includes("review") ? "form button[type=submit]" : "[data-slot]";
  await vi.waitFor(() => expect(document.querySelector(isReady)).not.toBeNull(), 10_000);
  return hearAnnouncements();
}

function read(): void {
  readAgain();
  // Times that are fresh are not read again.
  const [again] = page.getByRole("button", { name: "Check again" }).elements();
  if (again instanceof HTMLElement) again.click();
}

/** What is announced with this word in it, once the page has read what is so now, and then twice more. */
async function heardOf(heard: readonly string[], word: string): Promise<string[]> {
  const said = () => heard.filter((words) => words.includes(word));
  await vi.waitFor(
    () => {
      read();
      expect(said()).not.toEqual([]);
    },
    { timeout: 10_000, interval: 300 },
  );
  for (let times = 0; times < 2; times += 1) {
    read();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return said();
}

const review = `slot=${at("18:00")}&step=review`;

describe.each([
  ["month", ""],
  ["week", ""],
  ["month", review],
] as const)("the reschedule page, as %s %s, announces once", (view, query) => {
  it("that the other person moved the meeting", async () => {
    const heard = await open(query, view);
    now.booking = { ...bookingDetails, version: 2, startTime: at("19:30"), endTime: at("20:15") };
    expect(await heardOf(heard, "was moved")).toHaveLength(1);
  });

  it("that the connection is lost", async () => {
    const heard = await open(query, view);
    const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    window.dispatchEvent(new Event("offline"));
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    online.mockRestore();

    expect(heard.filter((words) => words.includes("offline"))).toHaveLength(1);
    window.dispatchEvent(new Event("online"));
  });
});

describe.each(["month", "week"] as const)("the %s announces once", (view) => {
  const fewer = { ...offering(["18:00", "19:30"]), answeredAt: "2026-12-10T08:01:00.000Z" };

  it("that a time was taken, once the coach's meetings have changed", async () => {
    const heard = await open("", view);
    now.availability = fewer;
    const { personUlid: coachUserUlid } = bookingDetails.counterpart;
    for (const listener of live.listeners) listener({ kind: "slots", coachUserUlid });
    expect(await heardOf(heard, "taken")).toEqual(["Tue 15 Dec, 10:45 was taken."]);
  });

  it("that the coach's times have changed where no meeting has, and calls none taken", async () => {
    const heard = await open("", view);
    now.availability = fewer;
    expect(await heardOf(heard, "changed")).toEqual(["Sam’s times changed; 2 now"]);
    expect(heard.filter((words) => words.includes("taken"))).toEqual([]);
    expect(document.querySelectorAll("[data-verdict=taken]")).toHaveLength(0);
  });

  it("nothing of a time for which it is too late", async () => {
    const heard = await open("", view);
    const { personUlid: coachUserUlid } = bookingDetails.counterpart;
    const answeredAt = "2026-12-10T08:01:00.000Z";
    const noticeMinutes = (parseInstant(at("18:01")) - parseInstant(answeredAt)) / minuteMs;
    now.availability = { ...offering(["18:45", "19:30"]), answeredAt, noticeMinutes };
    for (const listener of live.listeners) listener({ kind: "slots", coachUserUlid });
    await vi.waitFor(
      () => {
        read();
        expect(document.querySelector(`[data-slot="${at("18:00")}"]`)).toBeNull();
      },
      { timeout: 10_000, interval: 300 },
    );
    expect(heard.filter((words) => /taken|changed/.test(words))).toEqual([]);
  });
});

it("a time that is refused as taken is announced once, also when it is not offered any more", async () => {
  const heard = await open(review, "month", { "booking.reschedule": refusal("SLOT_TAKEN") });
  await page.getByRole("button", { name: /^Move to/ }).click();
  await expect.poll(() => heard.some((words) => words.includes("taken"))).toBe(true);
  now.availability = { ...offering(["18:45", "19:30"]), answeredAt: "2026-12-10T08:01:00.000Z" };
  expect(await heardOf(heard, "taken")).toHaveLength(1);
});

it("a time that is refused and not known to be taken is not called so", async () => {
  const refused = refusal("SLOT_TAKEN", { reason: "notOffered" });
  const heard = await open(review, "month", { "booking.reschedule": refused });
  await page.getByRole("button", { name: /^Move to/ }).click();
  await expect.poll(() => heard.some((words) => words.includes("be booked"))).toBe(true);
  expect(await heardOf(heard, "be booked")).toHaveLength(1);
  expect(heard.filter((words) => words.includes("taken"))).toEqual([]);
  expect(document.body.textContent).not.toContain("just taken");
  expect(document.querySelector(`[data-slot="${at("18:00")}"]`)).toBeNull();
  expect(document.querySelector(`[data-slot="${at("18:45")}"]`)).not.toBeNull();
});
