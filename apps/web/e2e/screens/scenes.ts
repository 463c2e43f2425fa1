import { en } from "@reslot/messages/en";
import type { Page } from "playwright-core";
import {
  type BookingKey,
  bookingUlid,
  person,
  type PersonKey,
  setFault,
  stack,
} from "../support/stack.ts";
import { startsWithVerdict } from "../support/stack.ts";

/** A screen to take a picture of, and how to reach it. */
export interface Scene {
  readonly name: string;
  readonly caption: string;
  readonly who: PersonKey;
  readonly open: (page: Page) => Promise<void>;
}

const go = (path: string) => async (page: Page) => {
  await page.goto(`${stack.webUrl}${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
};

const meeting = (booking: BookingKey) => `/meetings/${bookingUlid(booking)}`;

function reschedule(booking: BookingKey, search: Record<string, string> = {}) {
  const query = new URLSearchParams(search).toString();
  return async (page: Page) => {
    await go(`${meeting(booking)}/reschedule?${query}`)(page);
    await page.locator("[data-screen=ready], [data-screen=chosen], [data-screen=review]").waitFor();
    await page.locator("[role=grid], [data-column], table").first().waitFor();
  };
}

/** The time with this verdict and index, and its day in the person's time zone. */
async function timeOf(
  who: PersonKey,
  choice: { booking: BookingKey; verdict: string; at: number },
) {
  const starts = await startsWithVerdict(who, choice.booking, choice.verdict);
  const slot = starts.at(choice.at) ?? "";
  const { timeZone } = person(who);
  return { slot, d: new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(slot)) };
}

async function openBell(page: Page): Promise<void> {
  await go("/meetings")(page);
  await page.getByRole("link", { name: /^Notifications/ }).click();
  await page.getByRole("dialog").getByRole("listitem").getByRole("link").first().waitFor();
}

async function openAccount(page: Page): Promise<void> {
  await go("/meetings")(page);
  await page.locator(".cl-userButtonTrigger").click();
  await page.locator(".cl-userButtonPopoverCard").waitFor();
}

async function emptyDay(page: Page): Promise<void> {
  const { d } = await timeOf("mentee", { booking: "connected", verdict: "mutual", at: 4 });
  const day = new Date(`${d}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + ((6 - day.getUTCDay() + 7) % 7));
  await reschedule("connected", { d: day.toISOString().slice(0, 10) })(page);
}

async function timesFailed(page: Page): Promise<void> {
  await setFault("slots", "status500BeforeCommit", 40);
  await go(`${meeting("needsConfirmation")}/reschedule`)(page);
  await page.locator("[data-screen=failed]").waitFor();
}

/** In this order, since scenes that change a meeting must come last. */
export const scenes: readonly Scene[] = [
  { name: "meetings", caption: "Upcoming meetings", who: "mentee", open: go("/meetings") },
  {
    name: "meetings-past",
    caption: "Past meetings",
    who: "mentee",
    open: go("/meetings?when=past"),
  },
  {
    name: "meetings-empty",
    caption: "No meetings",
    who: "stranger",
    open: go("/meetings"),
  },
  {
    name: "meeting",
    caption: "A meeting as the coach sees it, with its history",
    who: "coach",
    open: (page) => go(meeting("connected"))(page),
  },
  {
    name: "meeting-past",
    caption: "A meeting that has started can’t be moved",
    who: "mentee",
    open: (page) => go(meeting("past"))(page),
  },
  {
    name: "notifications",
    caption: "Notifications",
    who: "mentee",
    open: go("/notifications"),
  },
  {
    name: "notifications-open",
    caption: "The newest notifications, from the bell",
    who: "mentee",
    open: openBell,
  },
  {
    name: "account-menu",
    caption: "The account menu beside our own popovers",
    who: "mentee",
    open: openAccount,
  },
  {
    name: "settings",
    caption: "Settings with Cal.com connected",
    who: "mentee",
    open: go("/settings/calendar"),
  },
  {
    name: "settings-connect",
    caption: "Settings without Cal.com: connect with OAuth or an API key",
    who: "menteeUnconnected",
    open: go("/settings/calendar"),
  },
  { name: "not-found", caption: "Page not found", who: "mentee", open: go("/nowhere") },
];

/** Scenes of the reschedule page other than its states. */
export const rescheduleScenes: readonly Scene[] = [
  {
    name: "reschedule-chosen",
    caption: "A chosen time: old and new, in both time zones",
    who: "mentee",
    async open(page) {
      const choice = { booking: "connected", verdict: "mutual", at: 3 } as const;
      await reschedule("connected", { ...(await timeOf("mentee", choice)) })(page);
    },
  },
  {
    name: "reschedule-all",
    caption: "All of the coach’s times, each with its conflict",
    who: "mentee",
    async open(page) {
      const choice = { booking: "connected", verdict: "menteeBusy", at: 0 } as const;
      const { d } = await timeOf("mentee", choice);
      await reschedule("connected", { d, all: "1" })(page);
    },
  },
  {
    name: "reschedule-empty",
    caption: "A day without a time for both",
    who: "mentee",
    open: emptyDay,
  },
  {
    name: "reschedule-not-connected",
    caption: "The mentee’s calendar is not connected",
    who: "menteeUnconnected",
    open: (page) => reschedule("otherCoach")(page),
  },
  {
    name: "week",
    caption: "The week view of the coach, with both calendars",
    who: "coach",
    async open(page) {
      const choice = { booking: "connected", verdict: "mutual", at: 5 } as const;
      await reschedule("connected", { ...(await timeOf("coach", choice)), view: "week" })(page);
      await page.locator("[data-column] [data-slot]").first().waitFor();
    },
  },
  {
    name: "week-unknown",
    caption: "The week view with an unconnected mentee",
    who: "coach",
    async open(page) {
      await reschedule("unconnected", { view: "week" })(page);
      await page.locator("[data-column] [data-slot]").first().waitFor();
    },
  },
  {
    name: "override",
    caption: "The coach chooses a busy time: it needs a confirmation and a reason",
    who: "coach",
    async open(page) {
      const choice = { booking: "connected", verdict: "menteeBusy", at: 0 } as const;
      const { slot } = await timeOf("coach", choice);
      await reschedule("connected", { slot, step: "review" })(page);
    },
  },
  {
    name: "offline",
    caption: "Offline: moving is paused",
    who: "mentee",
    async open(page) {
      const choice = { booking: "connected", verdict: "mutual", at: 3 } as const;
      const { slot } = await timeOf("mentee", choice);
      await reschedule("connected", { slot, step: "review" })(page);
      await page.context().setOffline(true);
      await page.locator("strong", { hasText: en.frame.offline.title }).waitFor();
    },
  },
  {
    name: "times-failed",
    caption: "The coach’s times could not be loaded",
    who: "mentee",
    open: timesFailed,
  },
];

/** The captions of the states. */
export const stateCaptions = {
  idle: "As rendered by the server, before hydration",
  loading: "The times of a day are loading",
  ready: "Times to choose from",
  chosen: "A time is chosen",
  review: "Review before the move",
  offline: "The browser has no network",
  committing: "Sent, waiting for the response",
  done: "Moved",
  conflict: "The time can’t be booked any more",
  confirming: "Checking with Cal.com whether it moved",
  failed: "The meeting has not moved",
  policyBlocked: "A meeting that has started can’t be moved",
  awaitingConfirmation: "The coach has to confirm the new time in Cal.com",
  reconnect: "Cal.com no longer accepts the connection",
} as const;
