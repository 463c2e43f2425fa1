import type { Browser, BrowserContext, Page } from "playwright-core";
import { signIn } from "./browser/sign-in.ts";
import {
  bookingUlid,
  type BookingKey,
  person,
  type PersonKey,
  stack,
  startsWithVerdict,
} from "./stack.ts";

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained about: script errors and blocked resources. */
  readonly complaints: readonly string[];
}

/** A person at their own browser, in their own time zone, signed in through the real form. */
export async function visit(browser: Browser, key: PersonKey): Promise<Visitor> {
  const { email, password, timeZone } = person(key);
  const context = await browser.newContext({
    timezoneId: timeZone,
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Hydration/i.test(message.text())) complaints.push(message.text());
  });
  await signIn(page, { origin: stack.webUrl, email, password });
  return { page, context, complaints };
}

/** From the list of meetings to the page on which a new time is chosen, as a person would go. */
export async function openReschedule(page: Page, key: BookingKey): Promise<void> {
  const path = `/meetings/${bookingUlid(key)}`;
  await page.goto(`${stack.webUrl}/meetings`);
  await page.locator(`a[href="${path}"]`).first().click();
  await page.waitForURL(`**${path}`);
  await page.getByRole("link", { name: "Reschedule" }).click();
  await page.getByRole("heading", { name: "Pick a new time" }).waitFor();
}

/**
 * Chooses a time that stands like this for the pair: its day in the month, then the time itself.
 *
 * @param index which of them, soonest first
 * @returns its start
 */
export async function chooseTime(
  page: Page,
  choice: { who: PersonKey; booking: BookingKey; verdict: string; index: number },
): Promise<string> {
  const starts = await startsWithVerdict(choice.who, choice.booking, choice.verdict);
  const start = starts[choice.index];
  if (start === undefined) throw new Error(`There is no ${choice.verdict} time to choose.`);
  await openDay(page, localDay(start, person(choice.who).timeZone));
  await page.locator(`button[data-slot="${new Date(start).toISOString()}"]`).click();
  return new Date(start).toISOString();
}

async function openDay(page: Page, day: string): Promise<void> {
  const cell = page.locator(`[data-day="${day}"]:not(.out)`);
  const nextMonth = page.getByRole("button", { name: "Next month" });
  if ((await cell.count()) === 0) await nextMonth.click();
  await cell.click();
}

function localDay(start: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(start));
}

/** Reviews the choice and confirms it; ends on the page that says what became of it. */
export async function confirmMove(page: Page, reason = ""): Promise<void> {
  await page
    .getByRole("button", { name: /^Review/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "Review the move" }).waitFor();
  if (reason !== "") await page.getByLabel("Reason").fill(reason);
  await page.getByRole("button", { name: /^Move to / }).click();
}
