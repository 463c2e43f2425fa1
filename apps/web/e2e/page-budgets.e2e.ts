import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { countInput, inputOf } from "./support/browser/count-input.ts";
import { openRescheduleAt, type Visitor, visit } from "./support/journey.ts";
import { bookingUlid, getBooking, stack } from "./support/stack.ts";
import { shiftsOf, watchShifts } from "./support/browser/watch-shifts.ts";

const MOST_CLICKS = 3;
const MOST_KEYS = 8;
const MOST_KEYS_WITHOUT_SHORTCUTS = 25;
const FIRST_TIME_ABOVE = 450;
/** A fifth of what web.dev calls good (0.1). */
const MOST_SHIFT_ON_PHONES = 0.02;

let visitor: Visitor;

beforeAll(async () => {
  visitor = await visit("coach");
  await countInput(visitor.page);
});

/** The list with its stream open, and nothing pressed yet. */
async function openList(): Promise<Page> {
  const { page } = visitor;
  const streaming = page.waitForResponse((answer) => answer.url().includes("live.onChange"));
  await page.goto(`${stack.webUrl}/meetings`);
  await streaming;
  return page;
}

const sheetOf = (page: Page) => page.getByRole("dialog", { name: /^Move / });
const rowSelector = () => `li[data-booking="${bookingUlid("connected")}"]`;

/** Presses a key until an element is focused. */
async function press(page: Page, key: string, until: string): Promise<void> {
  for (let times = 0; times <= MOST_KEYS_WITHOUT_SHORTCUTS; times += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), until)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} did not lead to ${until}.`);
}

/** Chooses the first time in the open sheet, where the focus is, and moves. */
async function chooseByKeys(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.matches("dialog [type=radio]"));
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
}

/** Waits for the end of a move that made one version of the meeting, and left the focus with its row. */
async function expectMoved(page: Page, version: number): Promise<void> {
  await page.getByText(/^Moved to /).waitFor();
  expect((await getBooking("coach", "connected")).version).toBe(version + 1);
  await page.waitForFunction((row) => document.activeElement?.closest(row) !== null, rowSelector());
}

describe("from the list of meetings to a moved meeting", () => {
  it(`takes ${MOST_CLICKS} clicks`, async () => {
    const { version } = await getBooking("coach", "connected");
    const page = await openList();
    await page
      .locator(rowSelector())
      .getByRole("link", { name: /^Move / })
      .click();
    await sheetOf(page).getByRole("radio").first().click();
    await sheetOf(page)
      .getByRole("button", { name: /^Move to / })
      .click();

    await expectMoved(page, version);
    expect(await inputOf(page)).toEqual({ clicks: MOST_CLICKS, keys: 0 });
  });

  it(`takes at most ${MOST_KEYS} keys with the shortcuts`, async () => {
    const { version } = await getBooking("coach", "connected");
    const page = await openList();
    await press(page, "j", `${rowSelector()} a`);
    await page.keyboard.press("m");
    await chooseByKeys(page);

    await expectMoved(page, version);
    const { clicks, keys } = await inputOf(page);
    expect(clicks).toBe(0);
    expect(keys).toBeLessThanOrEqual(MOST_KEYS);
  });

  it(`takes at most ${MOST_KEYS_WITHOUT_SHORTCUTS} keys without them`, async () => {
    const { version } = await getBooking("coach", "connected");
    const page = await openList();
    await press(page, "Tab", `${rowSelector()} [data-move]`);
    await page.keyboard.press("Enter");
    await chooseByKeys(page);

    await expectMoved(page, version);
    const { clicks, keys } = await inputOf(page);
    expect(clicks).toBe(0);
    expect(keys).toBeLessThanOrEqual(MOST_KEYS_WITHOUT_SHORTCUTS);
  });
});

describe("the first time that can be chosen", () => {
  it.each([390, 768, 1024])(`is above ${FIRST_TIME_ABOVE} px, %i px wide`, async (width) => {
    const { page } = visitor;
    await page.setViewportSize({ width, height: 900 });
    for (const view of ["month", "week"]) {
      await openRescheduleAt(page, "connected", { view });
      const slots = page.locator("button[data-slot]:visible");
      await slots.first().waitFor();
      const tops = await slots.evaluateAll((all) =>
        all.map((slot) => slot.getBoundingClientRect().top),
      );
      expect(Math.min(...tops)).toBeLessThanOrEqual(FIRST_TIME_ABOVE);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe("on a phone with a slow processor and a slow network", () => {
  it.each([
    { name: "the list of meetings", path: "/meetings" },
    { name: "a meeting", path: `/meetings/${bookingUlid("connected")}` },
    { name: "the reschedule page", path: `/meetings/${bookingUlid("connected")}/reschedule` },
  ])("$name hardly shifts while it loads, and fetches no other page", async ({ path }) => {
    const { page, close } = await visit("mentee", { width: 390 });
    await watchShifts(page);
    const ahead: string[] = [];
    page.on("request", (request) => {
      if (request.headers()["next-router-prefetch"]) ahead.push(request.url());
    });
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: 90_000,
    });
    const streaming = page.waitForResponse((answer) => answer.url().includes("live.onChange"));
    await page.goto(stack.webUrl + path, { waitUntil: "load" });
    await streaming;
    const shifts = await shiftsOf(page);
    await close();
    const total = shifts.reduce((sum, { value }) => sum + value, 0);
    expect(total <= MOST_SHIFT_ON_PHONES ? [] : shifts).toEqual([]);
    expect(ahead).toEqual([]);
  });
});
