import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { signIn } from "./browser/sign-in.ts";
import {
  bookingUlid,
  type BookingKey,
  localDir,
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

/** Pages of visitors who have not gone. */
export const openPages = new Set<Page>();

/** Cookies of people who have signed in before, so that not every walk begins with the form. */
const cookiesOf = (key: PersonKey) => join(localDir, "signed-in", `${key}.json`);

/** How somebody looks at the product. */
export interface Look {
  readonly width?: number;
  /** Through the real form, also when this person has been here before. */
  readonly throughForm?: boolean;
}

/**
 * A person at their own browser, in their own time zone, signed in: the first time through the real
 * form, which leads to the meetings; afterwards with the cookies of that time and on an empty page.
 */
export async function visit(
  browser: Browser,
  key: PersonKey,
  { width = 1280, throughForm = false }: Look = {},
): Promise<Visitor> {
  const { email, password, timeZone } = person(key);
  const isKnown = !throughForm && existsSync(cookiesOf(key));
  const context = await browser.newContext({
    timezoneId: timeZone,
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

/** How late an open page may show what somebody else did. */
const soonMs = 2_000;
const tries = 3;

/**
 * Does something elsewhere and waits for a page to show it within two seconds of its end. A busy machine
 * may be late twice, but not three times in a row.
 *
 * @param act answers what has to appear; called anew for every try
 */
export async function expectSoon(act: (round: number) => Promise<Locator>): Promise<void> {
  for (let round = 0; ; round += 1) {
    const sign = await act(round);
    try {
      await sign.waitFor({ timeout: soonMs });
      return;
    } catch (error) {
      if (round + 1 === tries) throw error;
      await sign.waitFor();
    }
  }
}

/** What an open page says when the meeting has moved to this start; by this machine's zones, which browsers may be behind. */
export function movedTo(page: Page, start: string, reader: PersonKey = "mentee"): Locator {
  const { timeZone } = person(reader);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  return page
    .getByRole("status")
    .filter({ hasText: "It was moved meanwhile" })
    .filter({ hasText: time.format(Date.parse(start)) });
}
