import { en } from "@reslot/messages/en";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { sql } from "./support/attackers.ts";
import {
  bookAt,
  bookingUlid,
  countSettledMails,
  eventually,
  moveInput,
  mutate,
  newestMail,
  person,
  query,
  reconnect,
  rows,
  setFault,
  stack,
  firstStart,
} from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";
import type { PersonKey } from "./support/stack-file.ts";

const meetingUrl = `${stack.webUrl}/meetings/${bookingUlid("connected")}`;

let browser: Browser;
let mentee: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  mentee = await visit(browser, "mentee");
});
afterEach(() => fetch(`${stack.calUrl}/_sandbox/faults`, { method: "DELETE" }));
afterAll(() => browser.close());

/** The coach moves the meeting, which makes earlier reads outdated. */
async function moveElsewhere(): Promise<void> {
  const start = await firstStart("coach", "connected", "mutual");
  const move = await moveInput("coach", "connected", start);
  expect((await mutate("coach", "booking.reschedule", move)).error).toBeNull();
}

describe("a meeting's time", () => {
  it("is the same in the mail, in the notification and on every page", async () => {
    const mails = await countSettledMails("mentee");
    await moveElsewhere();

    const mail = await eventually(() => newestMail("mentee", mails));
    const words = /^New time: (?<span>.+)$/m.exec(mail.text)?.groups?.["span"] ?? "";
    const [, day = "", time = ""] = /^(\w+ \d+ \w+) \d+, (\d\d:\d\d)/.exec(words) ?? [];
    expect(words).toMatch(/^\w{3} \d+ \w{3} \d{4}, \d\d:\d\d – \d\d:\d\d \(Vancouver, UTC−\d\)$/);
    expect(mail.html).toContain(words);
    const { data } = await query<{ items: { text: string }[] }>("mentee", "notification.list", {});
    expect(data.items[0]?.text).toContain(words);
    const { page } = mentee;
    await page.goto(`${stack.webUrl}/notifications`);
    await page.locator(".notice").first().waitFor();
    const notice = await page.locator(".notice").first().innerText();
    expect(notice).toContain(words);
    expect(notice).toContain(`${day}, ${time}`);
    await page.goto(meetingUrl);
    await page.getByText(`${day}, ${time}`).first().waitFor();
  });
});

describe("the people of the demo", () => {
  it("have the time zones of their Cal.com account or of a booking, and none from the seed", async () => {
    const zoneOf = async (key: PersonKey) => {
      const [row] = await rows("User", { ulid: `eq.${person(key).userUlid}` });
      return [row?.["timeZone"], row?.["timeZoneFrom"]];
    };
    expect(await zoneOf("coach")).toEqual(["Europe/London", "cal"]);
    expect(await zoneOf("mentee")).toEqual(["America/Vancouver", "cal"]);
    const learned = expect.stringMatching(/^(booking|cal)$/);
    expect(await zoneOf("menteeUnconnected")).toEqual(["Europe/Stockholm", learned]);
  });
});

describe("a person from Kathmandu who has set nothing", () => {
  const { userUlid, email } = person("stranger");
  const ofTheirs = `select "ulid" from "Bookings" where "menteeUserUlid" = '${userUlid}'`;

  beforeAll(async () => {
    await sql(
      `update "User" set "timeZone" = null, "timeZoneFrom" = null where "ulid" = '${userUlid}'`,
    );
    const start = await firstStart("coach", "unconnected", "menteeUnknown");
    const attendee = { name: "Robin Vale", email, timeZone: "Asia/Kathmandu" };
    await bookAt("unconnected", { start, attendee });
    await reconnect("coach");
  });
  afterAll(async () => {
    for (const table of ["BookingEvents", "RescheduleAttempts", "Notifications", "BookingCalRefs"])
      await sql(`delete from "${table}" where "bookingUlid" in (${ofTheirs})`);
    await sql(`delete from "Bookings" where "menteeUserUlid" = '${userUlid}'`);
    await sql(
      `update "User" set "timeZone" = null, "timeZoneFrom" = null where "ulid" = '${userUlid}'`,
    );
  });

  it("sees Kathmandu on every page and in the first mail", async () => {
    const [row] = await sql(ofTheirs);
    const id = String(row?.["ulid"]);
    const { page, context } = await visit(browser, "stranger", { timeZone: "Asia/Kathmandu" });

    await page.goto(`${stack.webUrl}/meetings`);
    await page.getByText("Times are in your time zone: Kathmandu, UTC+5:45").waitFor();
    await page.goto(`${stack.webUrl}/meetings/${id}`);
    await page.getByText("Your time · Kathmandu, UTC+5:45").waitFor();
    await page.goto(`${stack.webUrl}/meetings/${id}/reschedule`);
    await page.getByText("Your time · Kathmandu, UTC+5:45").first().waitFor();
    await page.getByLabel(en.zone.label).getByText("Kathmandu, UTC+5:45 (your own)").waitFor({
      state: "attached",
    });

    const mails = await countSettledMails("stranger");
    const start = await firstStart("coach", "unconnected", "menteeUnknown");
    const move = { ...(await moveInput("coach", "unconnected", start)), bookingUlid: id };
    const moved = await mutate("coach", "booking.reschedule", { ...move, expectedVersion: 1 });
    expect(moved.error).toBeNull();
    const mail = await eventually(() => newestMail("stranger", mails));
    expect(mail.text).toMatch(/^Old time: .* \(Kathmandu, UTC\+5:45\)$/m);
    expect(mail.text).toMatch(/^New time: .* \(Kathmandu, UTC\+5:45\)$/m);
    await page.goto(`${stack.webUrl}/notifications`);
    await page.getByText("your time, Kathmandu").first().waitFor();
    await context.close();
  });
});

describe("while parts of Cal.com fail", () => {
  it("the page says that the times can't be read, and when the meeting is", async () => {
    await moveElsewhere();
    await setFault("slots", "status500BeforeCommit", 100);
    const { page } = mentee;

    await page.goto(`${meetingUrl}/reschedule`);

    await page.getByText(en.slots.failed).first().waitFor();
    expect(await page.locator("button[data-slot]").count()).toBe(0);
    await page.goto(meetingUrl);
    await page.getByRole("link", { name: "Reschedule" }).waitFor();
  });

  it("the page says whose calendar can't be read, and still offers the coach's times", async () => {
    await moveElsewhere();
    await setFault("busyTimes", "status500BeforeCommit", 100);
    const { page } = mentee;

    await page.goto(`${meetingUrl}/reschedule`);

    await page.getByText(en.pick.warning.unreadableTitle).first().waitFor();
    const slots = page.locator("button[data-slot]");
    await slots.first().waitFor();
    const verdicts = await slots.evaluateAll((all) => all.map((each) => each.dataset["verdict"]));
    expect(verdicts).toContain("menteeUnknown");
    expect(verdicts).not.toContain("mutual");
  });
});
