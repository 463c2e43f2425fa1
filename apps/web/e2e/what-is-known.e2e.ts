import { en } from "@reslot/messages/en";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import {
  bookingUlid,
  countSettledMails,
  eventually,
  moveInput,
  mutate,
  newestMail,
  query,
  setFault,
  stack,
  firstStart,
} from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";

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
