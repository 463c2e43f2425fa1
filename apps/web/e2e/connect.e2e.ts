import { en } from "@reslot/messages/en";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { bookingUlid, mutate, person, query, stack } from "./support/stack.ts";
import { visit } from "./support/journey.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await mutate("menteeUnconnected", "calConnection.disconnect", {});
});

const returnTo = () => `/meetings/${bookingUlid("unconnected")}/reschedule?d=2031-05-06&view=week`;
const connectUrl = () =>
  `${stack.webUrl}/api/cal/connect?returnTo=${encodeURIComponent(returnTo())}`;

async function answerAs(page: Page, email: string, decision: "Allow" | "Cancel"): Promise<void> {
  await page.locator("label", { hasText: email }).click();
  await page.getByRole("button", { name: decision }).click();
}

const connection = () =>
  query<{ status: string; kind: string | null; oauthAvailable: boolean }>(
    "menteeUnconnected",
    "calConnection.get",
    {},
  );

describe("connecting by OAuth in a browser", () => {
  it("explains that the person declined at Cal.com, and connects nothing", async () => {
    const { page, context } = await visit(browser, "menteeUnconnected");
    await page.goto(connectUrl());
    await answerAs(page, person("menteeUnconnected").email, "Cancel");
    await page.waitForURL((url) => url.pathname === "/settings/calendar");

    await page.getByRole("alert").filter({ hasText: en.connect.denied.title }).waitFor();
    const url = new URL(page.url());
    expect(url.searchParams.get("error")).toBe("denied");
    expect(url.searchParams.get("returnTo")).toBe(returnTo());
    expect((await connection()).data).toMatchObject({
      status: "notConnected",
      oauthAvailable: true,
    });
    await context.close();
  });

  it("returns to the week that was open, connected", async () => {
    const { page, context } = await visit(browser, "menteeUnconnected");
    await page.goto(connectUrl());
    const cookies = await context.cookies(stack.webUrl);
    expect(cookies.find(({ name }) => name === "cal_oauth")).toMatchObject({
      httpOnly: true,
      sameSite: "Lax",
    });
    await answerAs(page, person("menteeUnconnected").email, "Allow");
    await page.waitForURL(`**${returnTo()}`);

    expect((await context.cookies(stack.webUrl)).map(({ name }) => name)).not.toContain(
      "cal_oauth",
    );
    expect((await connection()).data).toMatchObject({ status: "connected", kind: "oauth" });
    await context.close();
  });

  it("refuses an account that another person has connected", async () => {
    const { page, context } = await visit(browser, "stranger");
    await page.goto(`${stack.webUrl}/api/cal/connect?returnTo=//evil.example`);
    await answerAs(page, person("coach").email, "Allow");
    await page.waitForURL((url) => url.pathname === "/settings/calendar");

    expect(new URL(page.url()).search).toBe("?error=taken");
    await context.close();
  });

  it("connects no one without a session, and nothing by a callback without a flow", async () => {
    const visitOf = (path: string) =>
      fetch(`${stack.webUrl}${path}`, { redirect: "manual" }).then(({ status, headers }) => ({
        status,
        location: headers.get("location"),
        cache: headers.get("cache-control"),
        referrer: headers.get("referrer-policy"),
      }));

    const answer = {
      status: 303,
      location: `${stack.webUrl}/settings/calendar?error=signedOut`,
      cache: "no-store",
      referrer: "no-referrer",
    };
    expect(await visitOf("/api/cal/connect")).toEqual(answer);
    expect(await visitOf("/api/cal/callback?code=c&state=s")).toEqual(answer);
  });
});
