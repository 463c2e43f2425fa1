import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser/launch-browser.ts";
import { bookingUlid, type PersonKey, stack } from "./stack.ts";
import { visit } from "./walk.ts";

/** Of what web.dev calls good, 0.1, a fifth. */
const MOST = 0.02;
const meeting = `/meetings/${bookingUlid("connected")}`;

const pages: readonly { name: string; key: PersonKey; path: string; settled: string }[] = [
  { name: "the meetings", key: "mentee", path: "/meetings", settled: ".mrow" },
  { name: "a meeting", key: "mentee", path: meeting, settled: "h1" },
  {
    name: "the month",
    key: "mentee",
    path: `${meeting}/reschedule?view=month`,
    settled: "button[data-slot]",
  },
  {
    name: "the week",
    key: "coach",
    path: `${meeting}/reschedule?view=week`,
    settled: "button[data-slot]",
  },
];

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Has the page add up what moves without anybody touching it, from its first frame on. */
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
  it.each(pages)("$name stays where it is while it loads", async ({ key, path, settled }) => {
    const { page, context } = await visit(browser, key, { width });
    await watchShifts(page);
    const streaming = page.waitForResponse((answer) => answer.url().includes("notification.onNew"));
    await page.goto(stack.webUrl + path, { waitUntil: "load" });
    await page.locator(settled).locator("visible=true").first().waitFor();
    await streaming;
    const shifts = await shiftsOf(page);

    const total = shifts.reduce((sum, { value }) => sum + value, 0);
    expect(total < MOST ? [] : shifts).toEqual([]);
    await context.close();
  });
});
