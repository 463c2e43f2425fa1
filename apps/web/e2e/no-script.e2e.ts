import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  bookingUlid,
  getBooking,
  reconnect,
  rescheduleCalls,
  setFault,
  stack,
  firstStart,
} from "./support/stack.ts";
import { sharedBrowser, visit } from "./support/journey.ts";

let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const { context: signedIn } = await visit("mentee");
  const storageState = await signedIn.storageState();
  const browser = await sharedBrowser();
  context = await browser.newContext({ storageState, javaScriptEnabled: false, locale: "en-GB" });
  page = await context.newPage();
});
afterAll(() => context.close());

describe("the confirm form without scripts", () => {
  it("posts to the server action, which moves the meeting once", async () => {
    const calls = (await rescheduleCalls()).length;
    const start = await firstStart("mentee", "connected", "mutual");
    const search = new URLSearchParams({ slot: start, step: "review" });
    await page.goto(
      `${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule?${search.toString()}`,
    );

    await page.getByRole("button", { name: /^Move to / }).click();
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    const { startTime } = await getBooking("mentee", "connected");
    expect(Date.parse(startTime)).toBe(Date.parse(start));
    expect((await rescheduleCalls()).length).toBe(calls + 1);
  });

  it("explains Cal.com's refusal, and that nothing has moved", async () => {
    const before = await getBooking("mentee", "connected");
    const start = await firstStart("mentee", "connected", "mutual");
    const search = new URLSearchParams({ slot: start, step: "review" });
    await page.goto(
      `${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule?${search.toString()}`,
    );
    await setFault("reschedule", "unauthorized");

    await page.getByRole("button", { name: /^Move to / }).click();
    await page.getByRole("heading", { name: "Cal.com no longer accepts the connection" }).waitFor();

    expect((await getBooking("mentee", "connected")).version).toBe(before.version);
    await reconnect("mentee");
  });
});
