import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser/launch-browser.ts";
import { bookingUlid, stack } from "./stack.ts";
import { visit } from "./walk.ts";

const NARROW = 320;

const pages = {
  meetings: "/meetings",
  "past meetings": "/meetings?when=past",
  meeting: `/meetings/${bookingUlid("connected")}`,
  "a past meeting": `/meetings/${bookingUlid("past")}`,
  reschedule: `/meetings/${bookingUlid("connected")}/reschedule`,
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

async function violations(): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}

describe.each(Object.entries(pages))("%s", (_, path) => {
  it.each(["light", "dark"] as const)(
    "has no accessibility violation in %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(`${stack.webUrl}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();

      expect(await violations()).toEqual([]);
    },
  );

  it("needs no sideways scrolling at 320 px", async () => {
    await page.setViewportSize({ width: NARROW, height: 700 });
    await page.goto(`${stack.webUrl}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewportSize({ width: 1280, height: 900 });

    expect(width).toBeLessThanOrEqual(NARROW);
  });
});
