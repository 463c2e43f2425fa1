import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { launchBrowser } from "./browser/launch-browser.ts";
import { signIn, signInWithoutPage } from "./browser/sign-in.ts";
import {
  bookingUlid,
  type BookingKey,
  firstStart,
  person,
  type PersonKey,
  stack,
} from "./stack.ts";

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The browser's complaints: script errors and blocked resources. */
  readonly complaints: readonly string[];
  /** Closes the page; the person's browser context stays, with what it has cached. */
  close(): Promise<void>;
}

/** Pages that are still open. */
export const openPages = new Set<Page>();

let launched: Promise<Browser> | undefined;

/** The browser that all files of this worker share. */
export const sharedBrowser = (): Promise<Browser> => (launched ??= launchBrowser());

/** How a person's browser is set up. */
export interface Look {
  readonly width?: number;
  /** Sign in through the form, in a browser context of its own. */
  readonly throughForm?: boolean;
  /** Take a browser context of its own, for what holds in all pages of a context, such as its clock. */
  readonly isAlone?: boolean;
}

const contexts = new Map<PersonKey, Promise<BrowserContext>>();

/**
 * A new page of a signed-in person, in their own time zone. All visits of a person share a browser context, which has
 * loaded and compiled the scripts, but no cookie of the product's. Empty, unless signed in through the form, which
 * leads to the meetings.
 */
export async function visit(key: PersonKey, look: Look = {}): Promise<Visitor> {
  const { width = 1280, throughForm = false, isAlone = throughForm } = look;
  const context = isAlone ? await newContext(key, throughForm) : await sharedContext(key);
  await context.clearCookies({ name: /^(reslot-|cal_oauth)/ });
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 900 });
  await page.addInitScript(letPollsBeStopped);
  openPages.add(page);
  page.once("close", () => openPages.delete(page));
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Hydration/i.test(message.text())) complaints.push(message.text());
  });
  if (throughForm) await signIn(page, { origin: stack.webUrl, ...person(key) });
  const close = () => (isAlone ? context.close() : page.close());
  return { page, context, complaints, close };
}

function sharedContext(key: PersonKey): Promise<BrowserContext> {
  const context = contexts.get(key) ?? newContext(key, false);
  contexts.set(key, context);
  return context;
}

async function newContext(key: PersonKey, isSignedOut: boolean): Promise<BrowserContext> {
  const browser = await sharedBrowser();
  const context = await browser.newContext({
    timezoneId: person(key).timeZone,
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  if (!isSignedOut) await signInWithoutPage(context, stack, person(key));
  return context;
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

/** Opens a reschedule page by its address, and waits until it is hydrated. */
export async function openRescheduleAt(
  page: Page,
  key: BookingKey,
  search: Readonly<Record<string, string>> = {},
): Promise<void> {
  const query = new URLSearchParams(search).toString();
  await page.goto(`${stack.webUrl}/meetings/${bookingUlid(key)}/reschedule?${query}`);
  await page.locator("[data-screen]:not([data-screen=idle])").waitFor();
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
  await page.getByRole("grid").waitFor();
  const cell = page.locator(`[data-day="${day}"]`);
  const later = page.getByRole("button", { name: "Later days" });
  if ((await cell.count()) === 0) await later.click();
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
  await page.getByRole("heading", { name: /^Move to .*\?$/ }).waitFor();
  if (reason !== "") await page.getByLabel("Reason").fill(reason);
  await page.getByRole("button", { name: /^Move to / }).click();
}

/** Runs in a page before its own scripts, whose intervals of five seconds or more are polls. */
function letPollsBeStopped(): void {
  const start = window.setInterval.bind(window);
  const startStoppable = (turn: () => void, everyMs = 0): number =>
    start(() => {
      const isStopped = document.documentElement.hasAttribute("data-polls-stopped");
      if (!isStopped || everyMs < 5_000) turn();
    }, everyMs);
  Object.assign(window, { setInterval: startStoppable });
}

/** Until the next page is loaded: what the page shows then came by a stream. */
export async function stopPolls(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.toggleAttribute("data-polls-stopped", true));
}

/**
 * What an open page says when the meeting was moved to this start. By this machine's time zone
 * data, which may be newer than the browser's.
 */
export function movedTo(page: Page, start: string, reader: PersonKey = "mentee"): Locator {
  const { timeZone } = person(reader);
  const format = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...parts, timeZone }).format(Date.parse(start));
  const time = format({ hour: "2-digit", minute: "2-digit" });
  return page
    .getByRole("note")
    .filter({ hasText: "This meeting was moved to" })
    .filter({ hasText: new RegExp(`\\b${format({ day: "numeric" })} \\w+, ${time}`) });
}
