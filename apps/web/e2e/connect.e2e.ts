import { en } from "@reslot/messages/en";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { send, sql } from "./support/attackers.ts";
import { callBack, consent, startFlow } from "./support/oauth-flow.ts";
import { pageText } from "./support/page-text.ts";
import {
  bookingUlid,
  eventually,
  mutate,
  person,
  type PersonKey,
  query,
  stack,
  startsWithVerdict,
} from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";

const WARNING =
  "We can't check your calendar for conflicts without access. The times shown are based on the coach's availability. Want to connect your Cal.com account now?";

/** The demo person who has a Cal.com account and has not connected it. */
const who: PersonKey = "menteeUnconnected";

interface Decision {
  owner: PersonKey;
  returnTo: string;
  decision: "allow" | "cancel";
}

beforeEach(disconnect);
afterAll(disconnect);

async function disconnect(): Promise<void> {
  await mutate(who, "calConnection.disconnect", {});
}

/** The page of a meeting with a day and a time chosen. */
async function chosenTime(): Promise<{ path: string; start: string }> {
  const starts = await startsWithVerdict(who, "unconnected", "menteeUnknown");
  const start = new Date(starts.at(-1) ?? "").toISOString();
  const { timeZone } = person(who);
  const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(start));
  const slot = start.replace(".000Z", "Z");
  return {
    path: `/meetings/${bookingUlid("unconnected")}/reschedule?d=${day}&slot=${slot}`,
    start,
  };
}

const consents = () =>
  sql(`select "state", "source" from "CalendarConsents"
    where "menteeUserUlid" = '${person(who).userUlid}' and "coachUserUlid" = '${person("coach").userUlid}'`);

const connection = async () =>
  (await query<{ status: string; kind: string | null }>(who, "calConnection.get", {})).data;

describe("a mentee without a connection, in a browser", () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await visit(who);
  });

  it("is led from the warning through Cal.com's consent page and back to the chosen time, which is checked again", async () => {
    const { page, context } = visitor;
    const { path, start } = await chosenTime();
    await page.goto(stack.webUrl + path);
    await page.getByText(WARNING).waitFor();
    const chosen = page.locator(`button[data-slot="${start}"]`);
    expect(await chosen.getAttribute("data-verdict")).toBe("menteeUnknown");

    await page.locator('a[href^="/api/cal/connect"]', { hasText: "Connect Cal.com" }).click();
    const account = page.locator("label", { hasText: person(who).email });
    await account.click();
    const binding = (await context.cookies(stack.webUrl)).find(({ name }) => name === "cal_oauth");
    expect(binding).toMatchObject({ httpOnly: true, sameSite: "Lax" });
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(stack.webUrl + path);

    await page
      .locator(`button[data-slot="${start}"]:not([data-verdict="menteeUnknown"])`)
      .waitFor();
    expect(await chosen.getAttribute("aria-pressed")).toBe("true");
    expect(await page.getByText(WARNING).count()).toBe(0);
    const cookies = (await context.cookies(stack.webUrl)).map(({ name }) => name);
    expect(cookies).not.toContain("cal_oauth");
    expect(await connection()).toMatchObject({ status: "connected", kind: "oauth" });
    // The page has said what connecting from this meeting means.
    expect(await consents()).toEqual([{ state: "allowed", source: "connecting" }]);
    expect(visitor.complaints).toEqual([]);
  });

  it("saves a key only when Cal.com accepts it, returns to the previous page, and disconnects", async () => {
    const { page } = visitor;
    const { path } = await chosenTime();
    const settings = `${stack.webUrl}/settings/calendar`;
    await page.goto(`${settings}?returnTo=${encodeURIComponent(path)}`);
    await page.getByText(en.settings.key.instead).click();
    const key = page.getByLabel("API key");

    await key.fill("cal_live_nobodys");
    await page.getByRole("button", { name: en.settings.key.action }).click();
    await page.getByRole("alert").filter({ hasText: "Cal.com does not accept this key" }).waitFor();
    expect(await connection()).toMatchObject({ status: "notConnected" });

    await key.fill(person(who).calApiKey ?? "");
    await page.getByRole("button", { name: en.settings.key.action }).click();
    await page.waitForURL(stack.webUrl + path);
    expect(await connection()).toMatchObject({ status: "connected", kind: "apiKey" });

    await page.goto(settings);
    await page.getByRole("button", { name: "Disconnect Cal.com" }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: en.settings.disconnect, exact: true })
      .click();
    await page.getByText(en.settings.disconnected).waitFor();
    await page.getByRole("link", { name: "Connect Cal.com" }).waitFor();
    expect(await connection()).toMatchObject({ status: "notConnected" });
    expect(visitor.complaints).toEqual([]);
  });
});

describe("after Cal.com's consent page", () => {
  /** Decides on the page of Cal.com as an account's owner. Returns the address that leads back, within our origin. */
  async function arrive(
    key: PersonKey,
    { owner = key, returnTo = "//evil.example", decision = "allow" }: Partial<Decision>,
  ): Promise<string> {
    const flow = await startFlow(key, returnTo);
    const { location } = await callBack(await consent(flow, owner, decision), { ...flow, key });
    return location.replace(stack.webUrl, "");
  }

  it("the settings confirm the connection to a person without a page to return to", async () => {
    const path = await arrive(who, {});

    expect(path).toBe("/settings/calendar?connected=1");
    expect(await pageText(who, path)).toContain(en.settings.connectedNow);
  });

  it("they explain that the person declined, keep the page to return to, and connect nothing", async () => {
    const returnTo = `/meetings/${bookingUlid("unconnected")}/reschedule?d=2031-05-06&view=week`;
    const path = await arrive(who, { returnTo, decision: "cancel" });

    const { pathname, searchParams } = new URL(path, stack.webUrl);
    expect(pathname).toBe("/settings/calendar");
    expect(searchParams.get("error")).toBe("denied");
    expect(searchParams.get("returnTo")).toBe(returnTo);
    expect(await pageText(who, path)).toContain(en.connect.denied.title);
    expect(await connection()).toMatchObject({ status: "notConnected", oauthAvailable: true });
  });

  it("they refuse an account that another person has connected", async () => {
    const path = await arrive("stranger", { owner: "coach" });

    expect(path).toBe("/settings/calendar?error=taken");
  });

  it("pages ask to reconnect once the person has revoked access at Cal.com", async () => {
    const { path } = await chosenTime();
    await arrive(who, { returnTo: path });
    const revoked = await fetch(`${stack.calUrl}/_sandbox/oauth/revoke`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: person(who).email }),
    });
    expect(revoked.status).toBe(200);

    // The first read after it is what finds out.
    await eventually(async () =>
      (await pageText(who, path)).includes(en.settings.reconnect.title) ? true : null,
    );
    const settings = await pageText(who, "/settings/calendar");
    expect(settings).toContain(en.settings.reconnect.title);
    expect(settings).toContain(en.settings.oauth.again);
  });
});

it("connecting is refused without a session, and so is a callback without a flow", async () => {
  const visitOf = async (path: string) => {
    const { status, headers } = await send(path);
    return {
      status,
      location: headers.get("location"),
      cache: headers.get("cache-control"),
      referrer: headers.get("referrer-policy"),
    };
  };
  const answer = {
    status: 303,
    location: `${stack.webUrl}/settings/calendar?error=signedOut`,
    cache: "no-store",
    referrer: "no-referrer",
  };
  expect(await visitOf("/api/cal/connect")).toEqual(answer);
  expect(await visitOf("/api/cal/callback?code=c&state=s")).toEqual(answer);
});
