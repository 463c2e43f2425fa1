import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { signIn } from "./browser/sign-in.ts";
import {
  bookingUlid,
  type BookingKey,
  firstStart,
  localDir,
  person,
  type PersonKey,
  stack,
} from "./stack.ts";

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The browser's complaints: script errors and blocked resources. */
  readonly complaints: readonly string[];
}

/** Pages that are still open. */
export const openPages = new Set<Page>();

/** Cookies of people who have signed in before, so that not every test starts with the form. */
const cookiesOf = (key: PersonKey) => join(localDir, "signed-in", `${key}.json`);

/** How a person's browser is set up. */
export interface Look {
  readonly width?: number;
  /** Sign in through the form even when there are cookies from before. */
  readonly throughForm?: boolean;
  /** The zone of the device; by default the person's own. */
  readonly timeZone?: string;
}

/**
 * A signed-in person with a browser context in their own time zone. The first time through the real
 * form, which leads to the meetings; later with the cookies from then, on an empty page.
 */
export async function visit(
  browser: Browser,
  key: PersonKey,
  { width = 1280, throughForm = false, timeZone }: Look = {},
): Promise<Visitor> {
  const { email, password, timeZone: ownZone } = person(key);
  const isKnown = !throughForm && existsSync(cookiesOf(key));
  const context = await browser.newContext({
    timezoneId: timeZone ?? ownZone,
    locale: "en-GB",
    viewport: { width, height: 900 },
    reducedMotion: "reduce",
    ...(isKnown && { storageState: cookiesOf(key) }),
  });
  const page = await context.newPage();
  openPages.add(page);
  page.once("close", () => openPages.delete(page));
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Hydration/i.test(message.text())) complaints.push(message.text());
  });
  if (!isKnown) {
    await signIn(page, { origin: stack.webUrl, email, password });
    await context.storageState({ path: cookiesOf(key) });
  }
  return { page, context, complaints };
}

/** Goes from the list of meetings to the reschedule page, as a person would. */
export async function openReschedule(page: Page, key: BookingKey): Promise<void> {
  const path = `/meetings/${bookingUlid(key)}`;
  await page.goto(`${stack.webUrl}/meetings`);
  await page.locator(`a[href="${path}"]`).first().click();
  await page.waitForURL(`**${path}`);
  await page.getByRole("link", { name: "Reschedule" }).click();
  await page.getByRole("heading", { name: "Pick a new time" }).waitFor();
}

/**
 * Chooses the first time with this verdict: its day in the month, then the time itself.
 *
 * @returns its start
 */
export async function chooseTime(
  page: Page,
  choice: { who: PersonKey; booking: BookingKey; verdict: string },
): Promise<string> {
  const start = await firstStart(choice.who, choice.booking, choice.verdict);
  await openDay(page, localDay(start, person(choice.who).timeZone));
  await page.locator(`button[data-slot="${new Date(start).toISOString()}"]`).click();
  return new Date(start).toISOString();
}

async function openDay(page: Page, day: string): Promise<void> {
  const month = page.getByRole("link", { name: "Month", exact: true });
  if ((await month.getAttribute("aria-current")) === null) await month.click();
  await page.locator(".mgrid").waitFor();
  const cell = page.locator(`[data-day="${day}"]:not(.out)`);
  const nextMonth = page.getByRole("button", { name: "Next month" });
  if ((await cell.count()) === 0) await nextMonth.click();
  await cell.click();
}

function localDay(start: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(start));
}

/** Reviews the chosen time and confirms it; ends on the result page. */
export async function confirmMove(page: Page, reason = ""): Promise<void> {
  await page
    .getByRole("button", { name: /^Review/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "Review the move" }).waitFor();
  if (reason !== "") await page.getByLabel("Reason").fill(reason);
  await page.getByRole("button", { name: /^Move to / }).click();
}

/** Waits no longer than 7 s for what a stream brings: pages poll every 15 s or less often, so it was not that. */
export async function expectByStream(change: Locator): Promise<void> {
  await change.waitFor({ timeout: 7_000 });
}

/**
 * What an open page says when the meeting was moved to this start. By this machine's time zone
 * data, which may be newer than the browser's.
 */
export function movedTo(page: Page, start: string, reader: PersonKey = "mentee"): Locator {
  const { timeZone } = person(reader);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  return page
    .getByRole("status")
    .filter({ hasText: "This meeting was moved to" })
    .filter({ hasText: time.format(Date.parse(start)) });
}
