import type { Availability, BookingDetails, RescheduleStatus } from "@reslot/api";
import { en } from "@reslot/messages/en";
import { drawnDays, rangeFor, type ScreenState } from "@reslot/react";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import {
  type Answers,
  noAnswerYet,
  refusal,
  renderAsPage,
} from "../../../../test/components/as-page.tsx";
import { listen } from "../../../../test/components/listen.ts";
import { loseNetwork } from "../../../../test/components/lose-network.ts";
import { findProblems } from "../../../../test/components/axe-problems.ts";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { Keyboard } from "@/components/keys/keyboard.tsx";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import { RescheduleScreen } from "./reschedule-screen.tsx";
import { Page } from "@/components/frame/page.tsx";

const address = vi.hoisted(() => ({ query: "" }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push() {}, refresh() {}, prefetch() {} }),
  usePathname: () => window.location.pathname,
  useSearchParams: () => new URLSearchParams(address.query),
}));

const timeZone = "America/Vancouver";
const day = "2026-12-15";
const attemptUlid = "01KC3M8QZ4ABCDEFGHJKMNPQRV";
const slots: Availability["slots"] = [
  { start: "2026-12-14T18:00:00.000Z", verdict: "current" },
  { start: "2026-12-15T17:00:00.000Z", verdict: "menteeBusy" },
  { start: "2026-12-15T18:00:00.000Z", verdict: "mutual" },
  { start: "2026-12-16T18:00:00.000Z", verdict: "mutual" },
  { start: "2026-12-17T18:00:00.000Z", verdict: "mutual" },
];
const availability = availabilityOf({
  slots,
  nextMutualStart: "2026-12-15T18:00:00.000Z",
  nextCoachStart: "2026-12-15T17:00:00.000Z",
});
const calendar = { today: "2026-12-09", firstDay: 1, timeZone };
const month = drawnDays("month", day, calendar);
const withTimes = { input: rangeFor(bookingDetails.ulid, month, calendar), data: availability };
const review = "slot=2026-12-15T18:00:00Z&step=review";

/** The screen as the mentee opens it at this query, while the API answers like this. */
async function open(query: string, some: Partial<FirstScreen>, answers: Answers): Promise<void> {
  address.query = query;
  const first: FirstScreen = {
    booking: bookingDetails,
    availability: withTimes,
    status: null,
    history: null,
    day,
    view: "month",
    formAttemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRW",
    ...some,
  };
  await renderAsPage(
    <Page>
      <RescheduleScreen first={first} confirmMove={async () => {}} />
      <Keyboard singleKeys />
    </Page>,
    {
      timeZone,
      answers: {
        "booking.get": first.booking,
        "booking.availability": availability,
        "booking.history": { items: [], nextCursor: null },
        "booking.onChange": noAnswerYet,
        "calConnection.get": {
          calendarsUrl: "https://app.cal.com",
          oauthAvailable: true,
          upcomingCount: 12,
        },
        ...answers,
      },
    },
  );
}

/** Opens the review and sends the move, which the API answers like this. */
async function send(answer: unknown): Promise<void> {
  await open(review, {}, { "booking.reschedule": answer, "booking.rescheduleStatus": answer });
  await page.getByRole("button", { name: /^Move to/ }).click();
}

const outcome = (name: RescheduleStatus["outcome"]) => ({
  attemptUlid,
  outcome: name,
  booking: { ...bookingDetails, startTime: slots[2]?.start, endTime: "2026-12-15T18:45:00.000Z" },
});

const isOver = { allowed: false, reason: "past" } as const;

/** How to reach each state but `idle`, which is over as soon as a component runs: see every-page.e2e.ts. */
const reach: Readonly<Record<Exclude<ScreenState, "idle">, () => Promise<void>>> = {
  loading: () => open("", { availability: null }, { "booking.availability": noAnswerYet }),
  ready: () => open("", {}, {}),
  chosen: () => open("slot=2026-12-15T18:00:00Z", {}, {}),
  review: () => open(review, {}, {}),
  offline: async () => {
    await open(review, {}, {});
    loseNetwork();
  },
  committing: () => send(noAnswerYet),
  done: () => send(outcome("moved")),
  awaitingConfirmation: () => send(outcome("awaitingConfirmation")),
  confirming: () => send(outcome("confirming")),
  conflict: () => send(refusal("SLOT_TAKEN")),
  policyBlocked: () => open("", { booking: { ...bookingDetails, reschedule: isOver } }, {}),
  reconnect: () => send(refusal("CAL_RECONNECT_REQUIRED")),
  failed: () => send(refusal("CAL_UNAVAILABLE")),
};

const choice = () => page.getByRole("region", { name: "Your choice" });
const screen = () => document.querySelector("[data-screen]")?.getAttribute("data-screen");

describe("the reschedule screen", () => {
  it.each(Object.entries(reach))(
    "is accessible, light and dark, wide and narrow, when it is %s",
    async (state, arrive) => {
      await arrive();
      await expect.poll(screen).toBe(state);
      await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();

      expect(await findProblems()).toEqual([]);
    },
  );

  it("looks up what became of a move whose answer is an unexpected failure, as of one without an answer", async () => {
    const answers = {
      "booking.reschedule": refusal("INTERNAL"),
      "booking.rescheduleStatus": outcome("confirming"),
    };
    await open(review, {}, answers);
    await page.getByRole("button", { name: /^Move to/ }).click();

    await expect.poll(screen).toBe("confirming");
  });

  const unconnected = (changes: Partial<BookingDetails>): BookingDetails => ({
    ...bookingDetails,
    coachConnection: "needsReconnect",
    reschedule: { allowed: false, reason: "coachNotConnected" },
    ...changes,
  });

  it("leads a coach to connecting first, and offers nothing to choose", async () => {
    await open(review, { booking: unconnected({ role: "coach" }) }, {});

    await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent("Connect Cal");
    expect(screen()).toBe("reconnect");
    expect(document.querySelectorAll("[data-slot], form")).toHaveLength(0);
    const connect = page.getByRole("link", { name: "Connect Cal.com" });
    const back = encodeURIComponent(`/meetings/${bookingDetails.ulid}/reschedule`);
    const href = `/api/cal/connect?returnTo=${back}`;
    await expect.element(connect).toHaveAttribute("href", href);
    await expect.element(page.getByText("This affects 12 upcoming meetings.")).toBeVisible();
    expect(await findProblems()).toEqual([]);
  });

  it.each([
    ["needsReconnect", "Sam needs to reconnect"],
    ["notConnected", "Sam needs to connect Cal.com"],
  ] as const)(
    "lets a mentee tell a coach who has to connect, and keeps the focus (%s)",
    async (coachConnection, title) => {
      const booking = unconnected({ coachConnection });
      const reminded = vi.fn(() => ({ nextAllowedAt: "2026-12-17T09:00:00.000Z" }));
      await open(review, { booking }, { "calConnection.remindCoach": reminded });

      await expect.element(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      expect(screen()).toBe("reconnect");
      expect(document.querySelectorAll("[data-slot], form")).toHaveLength(0);
      expect(await findProblems()).toEqual([]);
      await page.getByRole("button", { name: "Let Sam know" }).click();

      const told = page.getByRole("status").filter({ hasText: "Sam has been notified." });
      await expect.element(told).toMatchTextContent("You can remind Sam again on Thu 17 Dec.");
      expect(document.activeElement).toBe(told.element());
      expect(reminded).toHaveBeenCalledOnce();
    },
  );

  const asks = { ...bookingDetails, requiresConfirmation: true } as const;

  it("says before anything is chosen that the coach has to confirm", async () => {
    await open("slot=2026-12-15T18:00:00Z", { booking: asks }, {});

    const title = page.getByRole("heading", { level: 1, name: "Ask Sam for a new time" });
    await expect.element(title).toBeVisible();
    const loss = "When you ask, your present time is released at once.";
    await expect.element(page.getByText(loss)).toBeVisible();
    await expect.element(choice()).toMatchTextContent(/Ask for.*Tue 15 Dec, 10:00.*for Sam/);
    expect(await findProblems()).toEqual([]);
    await choice().getByRole("button", { name: "Review your request" }).click();
    await expect.poll(screen).toBe("review");
  });

  it("offers the way on only after a choice, and right after the times", async () => {
    await open("", {}, {});
    await expect.poll(screen).toBe("ready");
    expect(choice().elements()).toEqual([]);

    const slot = page.getByRole("button", { name: /10:00 – 10:45/ });
    await slot.click();
    await expect.element(choice()).toMatchTextContent("Tue 15 Dec, 10:00");
    const order = slot.element().compareDocumentPosition(choice().element());
    expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();

    await slot.click();
    await expect.poll(screen).toBe("review");
  });

  it("turns to today, to the meeting's week and to the other view with single keys", async () => {
    const asked = () => new URLSearchParams(window.location.search);
    const before = window.location.href;
    await open("d=2026-12-15", {}, {});
    await page.getByRole("button", { name: "Today" }).first().click();
    const today = asked().get("d");
    await userEvent.keyboard("g");
    await expect.poll(() => asked().get("d")).toBe("2026-12-14");
    await userEvent.keyboard("t");
    await expect.poll(() => asked().get("d")).toBe(today);
    await userEvent.keyboard("w");
    await expect.poll(() => asked().get("view")).toBe("week");
    window.history.replaceState(null, "", before);
  });

  it.each([
    ["month", 1280, "Sam’s times changed; 2 now"],
    ["month", 390, "Sam’s times changed; 2 now"],
    ["week", 1280, "Sam’s times changed; 4 now"],
  ])(
    "announces once that the coach’s times have changed while one looks (%s, %i px)",
    async (view, width, words) => {
      await page.viewport(width, 900);
      onTestFinished(() => page.viewport(1280, 900));
      const later = (minute: number, some: Partial<Availability> = {}): Availability => ({
        ...availability,
        ...some,
        answeredAt: `2026-12-10T08:0${minute}:00.000Z`,
      });
      const shifted: Availability["slots"] = [
        { start: "2026-12-15T17:00:00.000Z", verdict: "menteeBusy" },
        { start: "2026-12-15T18:15:00.000Z", verdict: "mutual" },
        { start: "2026-12-15T19:00:00.000Z", verdict: "mutual" },
        ...slots.slice(3),
      ];
      const said = listen(/times changed/);
      let answer = availability;
      const read = vi.fn(() => answer);
      await open(`d=${day}&view=${view}`, {}, { "booking.availability": read });
      await expect.poll(screen).toBe("ready");
      const checkAgain = async (next: Availability) => {
        answer = next;
        const before = read.mock.calls.length;
        await page.getByRole("button", { name: "Check again" }).first().click();
        await expect.poll(() => read.mock.calls.length).toBeGreaterThan(before);
        await expect.poll(() => document.body.innerText).toContain("Checked");
      };
      await checkAgain(later(1));
      expect(said).toEqual([]);
      await checkAgain(later(2, { slots: shifted }));
      await expect.poll(() => said).toEqual([words]);
      await checkAgain(later(3, { slots: shifted }));
      expect(said).toEqual([words]);
    },
  );

  it("lets nothing be chosen while someone else moves the meeting", async () => {
    const inFlight = {
      kind: "move",
      attemptUlid: null,
      by: "coach",
      newStartTime: "2026-12-16T18:00:00.000Z",
      newEndTime: "2026-12-16T18:45:00.000Z",
    } as const;
    const booking: BookingDetails = {
      ...bookingDetails,
      inFlight,
      reschedule: { allowed: false, reason: "inProgress" },
    };
    await open("slot=2026-12-15T18:00:00Z", { booking }, {});

    const words = "Sam is moving this meeting right now";
    await expect.element(page.getByText(words)).toBeVisible();
    const offered = [...document.querySelectorAll("button[data-slot]")];
    expect(offered.map((slot) => slot.getAttribute("aria-disabled"))).toEqual(["true"]);
    expect(choice().elements()).toEqual([]);
  });

  it("says that times can't be read, and shows none", async () => {
    const answers = { "booking.availability": refusal("CAL_UNAVAILABLE") };
    await open("", { availability: null }, answers);

    await expect.poll(screen).toBe("failed");
    await expect.element(page.getByText(en.slots.failed).first()).toBeVisible();
    expect(document.querySelectorAll("[data-slot]")).toHaveLength(0);
  });

  it("says that the mentee's calendar can't be read, and offers the coach's times as unchecked", async () => {
    const unread: Availability = {
      ...availability,
      slots: slots.map(({ start }) => ({ start, verdict: "menteeUnknown" })),
      checks: { ...availability.checks, mentee: "unreachable" },
      nextMutualStart: null,
    };
    const answers = { "booking.availability": unread };
    await open("", { availability: { ...withTimes, data: unread } }, answers);

    await expect.element(page.getByText(en.pick.warning.unreadableTitle)).toBeVisible();
    const offered = [...document.querySelectorAll<HTMLElement>("button[data-slot]")];
    expect(offered.map(({ dataset }) => dataset["verdict"])).toEqual([
      "menteeUnknown",
      "menteeUnknown",
    ]);
  });
});
