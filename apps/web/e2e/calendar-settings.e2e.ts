import { en } from "@reslot/messages/en";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { bookingUlid, mutate, person, query, stack, startsWithVerdict } from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";

const WARNING =
  "We can't check your calendar for conflicts without access. The times shown are based on the coach's availability. Want to connect your Cal.com account now?";

let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser, "menteeUnconnected");
});
beforeEach(disconnect);
afterAll(async () => {
  await browser.close();
  await disconnect();
});

async function disconnect(): Promise<void> {
  await mutate("menteeUnconnected", "calConnection.disconnect", {});
}

async function openSettings(page: Page, search = ""): Promise<void> {
  await page.goto(`${stack.webUrl}/settings/calendar${search}`);
  await page.getByRole("heading", { name: "Settings" }).waitFor();
}

/** The page of a meeting with a day and a time chosen. */
async function chosenTime(): Promise<{ path: string; start: string }> {
  const starts = await startsWithVerdict("menteeUnconnected", "unconnected", "menteeUnknown");
  const start = new Date(starts.at(-1) ?? "").toISOString();
  const { timeZone } = person("menteeUnconnected");
  const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(start));
  const slot = start.replace(".000Z", "Z");
  return {
    path: `/meetings/${bookingUlid("unconnected")}/reschedule?d=${day}&slot=${slot}`,
    start,
  };
}

const connection = async () =>
  (
    await query<{ status: string; kind: string | null }>(
      "menteeUnconnected",
      "calConnection.get",
      {},
    )
  ).data;

/** What these tests change at the Cal.com stand-in. */
async function oauthAtCal(what: "" | "revoke", body: object): Promise<void> {
  const url = `${stack.calUrl}/_sandbox/oauth${what && `/${what}`}`;
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

async function connectByOAuth(page: Page): Promise<void> {
  await openSettings(page);
  await page.getByRole("link", { name: "Connect Cal.com" }).click();
  await allowAtCal(page);
  await page.waitForURL("**/settings/calendar?connected=1");
}

async function allowAtCal(page: Page): Promise<void> {
  await page.locator("label", { hasText: person("menteeUnconnected").email }).click();
  await page.getByRole("button", { name: "Allow" }).click();
}

describe("the warning of a mentee without a connection", () => {
  it("leads through Cal.com's consent page and back to the chosen time, which is checked again", async () => {
    const { page } = visitor;
    const { path, start } = await chosenTime();
    await page.goto(stack.webUrl + path);
    await page.getByText(WARNING).waitFor();
    const chosen = page.locator(`button[data-slot="${start}"]`);
    expect(await chosen.getAttribute("data-verdict")).toBe("menteeUnknown");

    await page.locator('a[href^="/api/cal/connect"]', { hasText: "Connect Cal.com" }).click();
    await allowAtCal(page);
    await page.waitForURL(stack.webUrl + path);

    await page
      .locator(`button[data-slot="${start}"]:not([data-verdict="menteeUnknown"])`)
      .waitFor();
    expect(await chosen.getAttribute("aria-pressed")).toBe("true");
    expect(await page.getByText(WARNING).count()).toBe(0);
    expect(await connection()).toMatchObject({ status: "connected", kind: "oauth" });
  });

  it("asks to reconnect when the person has revoked access at Cal.com", async () => {
    const { page } = visitor;
    await connectByOAuth(page);
    await oauthAtCal("revoke", { email: person("menteeUnconnected").email });

    const { path } = await chosenTime();
    await page.goto(stack.webUrl + path);
    await page.getByRole("status").getByText(en.settings.reconnect.title).waitFor();
    expect(await page.getByRole("link", { name: "Reconnect" }).isVisible()).toBe(true);
    await openSettings(page);
    await page.getByRole("status").getByText(en.settings.reconnect.title).waitFor();
    expect(await page.getByRole("link", { name: en.settings.oauth.again }).isVisible()).toBe(true);
  });

  it("does not appear when only the access token expires, since it is refreshed before", async () => {
    const { page } = visitor;
    const { path, start } = await chosenTime();
    // Long enough to connect with on a busy machine, and within the two minutes before expiry in which it is refreshed.
    await oauthAtCal("", { accessTtlSeconds: 20 });
    await connectByOAuth(page);
    await oauthAtCal("", { accessTtlSeconds: 1_800 });

    await page.goto(stack.webUrl + path);
    const chosen = page.locator(`button[data-slot="${start}"]`);
    await chosen.waitFor();
    expect(await chosen.getAttribute("data-verdict")).not.toBe("menteeUnknown");
    expect(await connection()).toMatchObject({ status: "connected", kind: "oauth" });
  });
});

describe("the calendar settings", () => {
  it("verify a key before saving it, return to the previous page, and disconnect", async () => {
    const { page } = visitor;
    const { path } = await chosenTime();
    await openSettings(page, `?returnTo=${encodeURIComponent(path)}`);
    const key = page.getByLabel("API key");

    await key.fill("cal_live_nobodys");
    await page.getByRole("button", { name: en.settings.key.action }).click();
    await page.getByRole("alert").filter({ hasText: "Cal.com does not accept this key" }).waitFor();
    expect(await connection()).toMatchObject({ status: "notConnected" });

    await key.fill(person("menteeUnconnected").calApiKey ?? "");
    await page.getByRole("button", { name: en.settings.key.action }).click();
    await page.waitForURL(stack.webUrl + path);
    expect(await connection()).toMatchObject({ status: "connected", kind: "apiKey" });

    await openSettings(page);
    await page.getByRole("button", { name: "Disconnect Cal.com" }).click();
    await page.getByText(en.settings.disconnected).waitFor();
    await page.getByRole("link", { name: "Connect Cal.com" }).waitFor();
    expect(await connection()).toMatchObject({ status: "notConnected" });
  });

  it("confirm the connection to a person who comes back without a page to return to", async () => {
    const { page } = visitor;
    await connectByOAuth(page);
    await page.getByRole("status").getByText(en.settings.connectedNow).waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});
