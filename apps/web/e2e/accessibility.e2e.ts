import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { findProblems } from "./support/find-problems.ts";
import { bookingUlid, stack } from "./support/stack.ts";
import { visit } from "./support/journey.ts";

// The reschedule page is checked in states.e2e.ts, in each of its states.
const pages = {
  meetings: "/meetings",
  "past meetings": "/meetings?when=past",
  meeting: `/meetings/${bookingUlid("connected")}`,
  "a past meeting": `/meetings/${bookingUlid("past")}`,
  notifications: "/notifications",
  "calendar settings": "/settings/calendar",
  "a page that is not there": "/nowhere",
} as const;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page } = await visit(browser, "mentee"));
});
afterAll(() => browser.close());

describe("accessible in light and dark, and no wider than 320 px", () => {
  it.each(Object.entries(pages))("%s", async (_, path) => {
    await page.goto(`${stack.webUrl}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await findProblems(page)).toEqual([]);
  });
});
