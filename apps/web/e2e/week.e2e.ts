import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { findProblems } from "./support/find-problems.ts";
import { bookingUlid, person, stack, startsWithVerdict } from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";

let browser: Browser;
let visitor: Visitor;
let start = "";
let day = "";

beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser, "coach");
  const starts = await startsWithVerdict("coach", "connected", "mutual");
  // A Tuesday, with times before and after it in its week.
  const tuesday = starts.find((each) => new Date(each).getUTCDay() === 2);
  start = new Date(tuesday ?? "").toISOString();
  const { timeZone } = person("coach");
  day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(start));
});
afterAll(() => browser.close());

async function openWeek(): Promise<Page> {
  const { page } = visitor;
  await page.goto(
    `${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule?d=${day}&view=week`,
  );
  await page.locator(`button.wslot[data-slot="${start}"]`).waitFor();
  return page;
}

describe("the week", () => {
  it("opens from the month, keeps the day, and can be shared as a link", async () => {
    const { page } = visitor;
    const path = `${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule?d=${day}`;
    await page.goto(`${path}&view=month`);
    await page.getByRole("link", { name: "Week", exact: true }).click();
    await page.locator(`button.wslot[data-slot="${start}"]`).waitFor();
    expect(page.url()).toBe(`${path}&view=week`);
    expect(await page.locator("[data-column]").count()).toBe(7);

    await page.getByRole("button", { name: "Next week" }).first().click();
    await page.locator("[data-column]:nth-of-type(2)").waitFor();
    await page.getByRole("button", { name: "Previous week" }).first().click();
    await page.locator(`button.wslot[data-slot="${start}"]`).waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it("is the default for coaches, month for mentees, and the last choice is kept", async () => {
    const path = `/meetings/${bookingUlid("connected")}/reschedule`;
    const coach = await visit(browser, "coach");
    await coach.page.goto(stack.webUrl + path);
    await coach.page.locator("[data-column]").first().waitFor();
    expect(new URL(coach.page.url()).search).toBe("");
    await coach.page.getByRole("link", { name: "Month", exact: true }).click();
    await coach.page.locator(".mgrid").waitFor();
    await coach.page.goto(stack.webUrl + path);
    await coach.page.locator(".mgrid").waitFor();
    await coach.context.close();

    const mentee = await visit(browser, "mentee");
    await mentee.page.goto(stack.webUrl + path);
    await mentee.page.locator(".mgrid").waitFor();
    expect(await mentee.page.locator("[data-column]").count()).toBe(0);
    await mentee.context.close();
  });

  it("keeps a chosen time in the address", async () => {
    const page = await openWeek();
    await page.locator(`button.wslot[data-slot="${start}"]`).focus();
    await page.keyboard.press("Enter");
    await page.locator(`button.wslot[data-slot="${start}"][aria-pressed="true"]`).waitFor();
    expect(new URL(page.url()).searchParams.get("slot")).toBe(start.replace(".000Z", "Z"));
  });

  it("is accessible in light and dark", async () => {
    expect(await findProblems(await openWeek())).toEqual([]);
  });
});
