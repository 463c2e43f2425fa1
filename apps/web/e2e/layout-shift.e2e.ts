import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { bookingUlid, type PersonKey, stack } from "./support/stack.ts";
import { visit } from "./support/journey.ts";

/** A fifth of what web.dev calls good (0.1). */
const MOST = 0.02;
const meeting = `/meetings/${bookingUlid("connected")}`;

/** `holds` is what the server's HTML contains when no query timed out. */
const pages: readonly { name: string; key: PersonKey; path: string; holds: string }[] = [
  { name: "the meetings", key: "mentee", path: "/meetings", holds: "mrow" },
  { name: "a meeting", key: "mentee", path: meeting, holds: "<h1" },
  {
    name: "the month",
    key: "mentee",
    path: `${meeting}/reschedule?view=month`,
    holds: "data-slot=",
  },
  {
    name: "the week",
    key: "coach",
    path: `${meeting}/reschedule?view=week`,
    holds: "data-slot=",
  },
];

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Makes the page add up its layout shifts from the first frame on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: { value: number; nodes: string[] }[] = [];
    Object.assign(globalThis, { shifts: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Node | null }[];
      })[]) {
        const nodes = entry.sources.map(({ node }) =>
          node instanceof Element ? `${node.tagName}.${node.className}` : String(node?.nodeName),
        );
        if (!entry.hadRecentInput) seen.push({ value: entry.value, nodes });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** On a busy machine the server may not wait for the times; then the page is loaded once more. */
async function open(page: Page, path: string, holds: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const response = await page.goto(stack.webUrl + path, { waitUntil: "load" });
    if ((await response?.text())?.includes(holds)) return;
  }
  throw new Error(`The server's page holds no ${holds}.`);
}

interface Shift {
  value: number;
  nodes: string[];
}

/** Every shift until the page is loaded, hydrated and has had two frames and half a second of quiet. */
function shiftsOf(page: Page): Promise<Shift[]> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))),
    );
    return (globalThis as unknown as { shifts: Shift[] }).shifts;
  });
}

describe.each([1280, 390])("at %i px", (width) => {
  it.each(pages)("$name does not shift while it loads", async ({ key, path, holds }) => {
    const { page, context } = await visit(browser, key, { width });
    await watchShifts(page);
    const streaming = page.waitForResponse((answer) => answer.url().includes("notification.onNew"));
    await open(page, path, holds);
    await streaming;
    const shifts = await shiftsOf(page);

    const total = shifts.reduce((sum, { value }) => sum + value, 0);
    expect(total < MOST ? [] : shifts).toEqual([]);
    await context.close();
  });
});
