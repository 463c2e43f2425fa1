import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import {
  bookingUlid,
  getBooking,
  rescheduleCalls,
  stack,
  startsWithVerdict,
} from "./support/stack.ts";
import { expectByStream, movedTo, visit } from "./support/journey.ts";

let browser: Browser;
let context: BrowserContext;
let left: Page;
let right: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  const visitor = await visit(browser, "mentee");
  ({ context, page: left } = visitor);
  right = await context.newPage();
});
afterAll(() => browser.close());

const confirmed = (page: Page) => page.getByRole("heading", { name: /^Moved to / });

/** Opens the review of a move to this start, and waits until the page is subscribed to changes. */
async function review(page: Page, start: string): Promise<void> {
  const streaming = page.waitForResponse((answer) => answer.url().includes("booking.onChange"));
  const query = new URLSearchParams({ slot: start, step: "review" });
  await page.goto(
    `${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule?${query.toString()}`,
  );
  await streaming;
  await page.getByRole("button", { name: /^Move to / }).waitFor();
}

const confirm = (page: Page) => page.getByRole("button", { name: /^Move to / }).click();

describe("two tabs of one person", () => {
  it("show a move in the other tab by its stream, without taking the focus", async () => {
    const starts = await startsWithVerdict("mentee", "connected", "mutual");
    const [other = "", target = ""] = starts;
    const streaming = right.waitForResponse((answer) => answer.url().includes("booking.onChange"));
    await right.goto(
      `${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule?slot=${other}`,
    );
    await streaming;
    const heading = right.getByRole("heading", { level: 1 });
    await heading.focus();

    await review(left, target);
    await confirm(left);
    await confirmed(left).waitFor();
    await expectByStream(movedTo(right, target));

    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(new URL(right.url()).searchParams.get("slot")).toBe(other);
  });

  it("make one move when both try at the same time, and the other tab says so", async () => {
    const [first = "", second = ""] = await startsWithVerdict("mentee", "connected", "mutual");
    const { version } = await getBooking("mentee", "connected");
    const calls = (await rescheduleCalls()).length;
    await review(left, first);
    await review(right, second);

    await Promise.all([confirm(left), confirm(right)]);

    const told = (page: Page) =>
      page.getByText(/is being moved right now|was moved to|has changed since/).first();
    const ends = await Promise.all(
      [left, right].map((page) =>
        Promise.race([
          confirmed(page)
            .waitFor()
            .then(() => "moved"),
          told(page)
            .waitFor()
            .then(() => "told"),
        ]),
      ),
    );
    expect(ends.toSorted()).toEqual(["moved", "told"]);
    expect((await getBooking("mentee", "connected")).version).toBe(version + 1);
    expect((await rescheduleCalls()).length).toBe(calls + 1);
  });
});
