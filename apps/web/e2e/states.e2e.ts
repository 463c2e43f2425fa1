import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { findProblems } from "./support/find-problems.ts";
import { reconnect } from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";
import { reachState } from "./support/screen-states.ts";

let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser, "mentee");
});
afterAll(async () => {
  await reconnect("mentee");
  await browser.close();
});

describe("the reschedule screen, light and dark, wide and narrow", () => {
  it.each(Object.entries(reachState))("is accessible when it is %s", async (state, reach) => {
    const { page } = visitor;
    await reach(page);
    await page.locator(`[data-screen=${state}]`).waitFor();
    expect(await findProblems(page)).toEqual([]);
  });

  it("makes no request that the browser blocks", () => {
    expect(visitor.complaints).toEqual([]);
  });
});
