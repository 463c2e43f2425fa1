import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf, tokenOf } from "./attackers.ts";
import { launchBrowser } from "./browser/launch-browser.ts";
import { bookingUlid, stack } from "./stack.ts";
import { visit } from "./walk.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** As after a night in which the computer slept: the cookie is there, and what is in it has ended. */
async function lapseToken(context: BrowserContext): Promise<void> {
  const ended = Math.floor(Date.now() / 1000) - 600;
  const token = await tokenOf({ ...claimsOf("mentee"), iat: ended - 60, nbf: ended, exp: ended });
  const cookies = await context.cookies();
  const sessions = cookies.filter(({ name }) => name.startsWith("__session"));
  await context.addCookies(sessions.map((cookie) => ({ ...cookie, value: token })));
}

describe("a page whose token has ended while the computer slept", () => {
  it("gets a new one for what is asked next, and says nothing of it", async () => {
    const { page, context } = await visit(browser, "mentee");
    await page.goto(`${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule`);
    await page.locator("[data-screen=ready]").waitFor();
    await lapseToken(context);
    const renewal = page.waitForRequest(/\/sessions\/[^/]+\/tokens/);
    await page.getByRole("button", { name: "Next month" }).click();
    await page.getByRole("button", { name: "Next month" }).click();
    await page.locator("[data-day]:not(.out)").nth(14).click();

    await renewal;
    await page.locator("[data-screen=ready]").waitFor();
    expect(await page.getByText("You are signed out").count()).toBe(0);
    await context.close();
  });
});
