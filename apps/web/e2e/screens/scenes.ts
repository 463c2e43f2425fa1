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
  /** The caption. */
  readonly says: string;
  readonly who: PersonKey;
  readonly reach: (page: Page) => Promise<void>;
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
    await page.locator("[data-screen=ready], [data-screen=review]").waitFor();
    await page.locator(".mgrid, .wslot, .cmp").first().waitFor();
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
  await page.getByRole("dialog").getByRole("link", { name: "See the meeting" }).first().waitFor();
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
  { name: "meetings", says: "Upcoming meetings", who: "mentee", reach: go("/meetings") },
  {
    name: "meetings-past",
    says: "Past meetings",
    who: "mentee",
    reach: go("/meetings?when=past"),
  },
  {
    name: "meetings-empty",
    says: "No meetings",
    who: "stranger",
    reach: go("/meetings"),
  },
  {
    name: "meeting",
    says: "One meeting, for the coach: when, who, whose calendars, history",
    who: "coach",
    reach: (page) => go(meeting("connected"))(page),
  },
  {
    name: "meeting-past",
    says: "A meeting that has begun can’t be moved",
    who: "mentee",
    reach: (page) => go(meeting("past"))(page),
  },
  {
    name: "notifications",
    says: "What happened to one’s meetings",
    who: "mentee",
    reach: go("/notifications"),
  },
  {
    name: "notifications-open",
    says: "The bell’s newest notifications",
    who: "mentee",
    reach: openBell,
  },
  {
    name: "settings",
    says: "Cal.com is connected: what is read, what is never shown",
    who: "mentee",
    reach: go("/settings/calendar"),
  },
  {
    name: "settings-connect",
    says: "Cal.com is not connected: by its own page, or with an API key",
    who: "menteeUnconnected",
    reach: go("/settings/calendar"),
  },
  { name: "not-found", says: "A page that is not there", who: "mentee", reach: go("/nowhere") },
];

/** Scenes of the reschedule page other than its twelve states. */
export const rescheduleScenes: readonly Scene[] = [
  {
    name: "reschedule-chosen",
    says: "A time is chosen: old and new in both zones",
    who: "mentee",
    async reach(page) {
      const choice = { booking: "connected", verdict: "mutual", at: 3 } as const;
      await reschedule("connected", { ...(await timeOf("mentee", choice)) })(page);
    },
  },
  {
    name: "reschedule-all",
    says: "All of the coach’s times, each with what speaks against it",
    who: "mentee",
    async reach(page) {
      const choice = { booking: "connected", verdict: "menteeBusy", at: 0 } as const;
      const { d } = await timeOf("mentee", choice);
      await reschedule("connected", { d, all: "1" })(page);
    },
  },
  {
    name: "reschedule-empty",
    says: "No time suits both on this day",
    who: "mentee",
    reach: emptyDay,
  },
  {
    name: "reschedule-not-connected",
    says: "The mentee’s own calendar is not connected",
    who: "menteeUnconnected",
    reach: (page) => reschedule("otherCoach")(page),
  },
  {
    name: "week",
    says: "A week of both calendars, for the coach",
    who: "coach",
    async reach(page) {
      const choice = { booking: "connected", verdict: "mutual", at: 5 } as const;
      await reschedule("connected", { ...(await timeOf("coach", choice)), view: "week" })(page);
      await page.locator(".wslot").first().waitFor();
    },
  },
  {
    name: "week-unknown",
    says: "A week in which the mentee’s calendar is not known",
    who: "coach",
    async reach(page) {
      await reschedule("unconnected", { view: "week" })(page);
      await page.locator(".wslot").first().waitFor();
    },
  },
  {
    name: "override",
    says: "The coach chooses a time that looks busy: a yes and a reason are asked for",
    who: "coach",
    async reach(page) {
      const choice = { booking: "connected", verdict: "menteeBusy", at: 0 } as const;
      const { slot } = await timeOf("coach", choice);
      await reschedule("connected", { slot, step: "review" })(page);
    },
  },
  {
    name: "offline",
    says: "Without a connection, moving is paused",
    who: "mentee",
    async reach(page) {
      const choice = { booking: "connected", verdict: "mutual", at: 3 } as const;
      const { slot } = await timeOf("mentee", choice);
      await reschedule("connected", { slot, step: "review" })(page);
      await page.context().setOffline(true);
      await page.locator("strong", { hasText: en.frame.offline.title }).waitFor();
    },
  },
  {
    name: "times-failed",
    says: "The coach’s times can’t be read",
    who: "mentee",
    reach: timesFailed,
  },
];

/** The captions of the twelve states. */
export const stateSays = {
  idle: "As rendered by the server, before hydration",
  loading: "A day’s times are on their way",
  ready: "Times to choose from",
  review: "The last look before the move",
  committing: "Sent, no answer yet",
  done: "Cal.com has moved it",
  conflict: "The time was taken a moment ago",
  confirming: "Whether Cal.com moved it is being looked up",
  failed: "It turned out that the meeting has not moved",
  policyBlocked: "A meeting that has begun can’t be moved",
  awaitingConfirmation: "The coach has to confirm the new time in Cal.com",
  reconnect: "Cal.com no longer accepts the connection",
} as const;
