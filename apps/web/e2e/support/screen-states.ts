import type { ScreenState } from "@reslot/react";
import type { Page } from "playwright-core";
import { type BookingKey, bookingUlid, firstStart, setFault, stack, takeTime } from "./stack.ts";

/**
 * How to reach each state of the reschedule screen, in this order: as the mentee, on
 * the real server, with a Cal.com that is slow, broken or refuses where needed. A response that
 * would end a state is held back until the next one.
 */
export const reachState: Readonly<Record<ScreenState, (page: Page) => Promise<void>>> = {
  async idle(page) {
    await page.route(scripts, (route) => route.abort());
    await page.goto(reschedulePath("connected"));
  },
  async loading(page) {
    await page.unroute(scripts);
    // The server renders the times of these five weeks.
    await hold(page, "booking.availability");
    await page.goto(reschedulePath("connected"));
    await page.locator("[data-screen=ready]").waitFor();
    await page.getByRole("button", { name: "Later days" }).click();
    await page.locator("[data-day]").nth(14).click();
  },
  ready: () => release(),
  async chosen(page) {
    const slot = await firstStart("mentee", "connected", "mutual");
    await page.goto(`${reschedulePath("connected")}?${new URLSearchParams({ slot }).toString()}`);
  },
  async review(page) {
    await review(page, "connected");
  },
  async offline(page) {
    await page.context().setOffline(true);
  },
  async committing(page) {
    await page.context().setOffline(false);
    await page.locator("[data-screen=review]").waitFor();
    await hold(page, "booking.reschedule");
    await send(page);
  },
  done: () => release(),
  async conflict(page) {
    await takeTime("connected", await review(page, "connected"));
    await send(page);
  },
  async confirming(page) {
    await review(page, "connected");
    await setFault("reschedule", "status500BeforeCommit");
    await hold(page, "booking.rescheduleStatus");
    await send(page);
  },
  failed: () => release(),
  async policyBlocked(page) {
    await page.goto(reschedulePath("past"));
  },
  async awaitingConfirmation(page) {
    await review(page, "needsConfirmation");
    await page.getByRole("checkbox", { name: /is given up$/ }).check();
    await page.getByRole("button", { name: /^Ask for / }).click();
  },
  async reconnect(page) {
    await review(page, "connected");
    await setFault("reschedule", "unauthorized");
    await send(page);
  },
};

const scripts = "**/_next/static/**/*.js";

function reschedulePath(booking: BookingKey): string {
  return `${stack.webUrl}/meetings/${bookingUlid(booking)}/reschedule`;
}

/** Opens the review of a move to the first mutual time, and returns its start. */
async function review(page: Page, booking: BookingKey): Promise<string> {
  const start = await firstStart("mentee", booking, "mutual");
  const search = new URLSearchParams({ slot: start, step: "review" });
  await page.goto(`${reschedulePath(booking)}?${search.toString()}`);
  await page.locator("[data-screen=review]").waitFor();
  return start;
}

function send(page: Page): Promise<void> {
  return page.getByRole("button", { name: /^Move to / }).click();
}

let release = async () => {};

/** Holds the calls of one procedure back until `release`. */
async function hold(page: Page, procedure: string): Promise<void> {
  let letGo = () => {};
  const isReleased = new Promise<void>((resolve) => (letGo = resolve));
  const isHeld = ({ pathname }: URL) => pathname.split(/[/,]/).includes(procedure);
  await page.route(isHeld, async (route) => {
    await isReleased;
    await route.continue();
  });
  release = async () => letGo();
}
