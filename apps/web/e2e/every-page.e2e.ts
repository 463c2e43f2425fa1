import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { findProblems } from "./support/browser/find-problems.ts";
import { bookingUlid, firstStart, stack } from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";
import { type Shift, shiftsOf, watchShifts } from "./support/browser/watch-shifts.ts";

/** On phones a fifth of what web.dev calls good (0.1); where there is room, none in two digits. */
const MOST_SHIFT = { phone: 0.02, wide: 0.005 };

const meeting = `/meetings/${bookingUlid("connected")}`;
const past = `/meetings/${bookingUlid("past")}`;
let visitors: Readonly<Record<"coach" | "mentee", Visitor>>;

beforeAll(async () => {
  visitors = { coach: await visit("coach"), mentee: await visit("mentee") };
  for (const { page } of Object.values(visitors)) await watchShifts(page);
});
/** `holds` is what the server's HTML contains when no query timed out. */
interface SteadyPage {
  name: string;
  key: "coach" | "mentee";
  path: string;
  holds: string;
}

const steady: readonly SteadyPage[] = [
  { name: "the meetings", key: "mentee", path: "/meetings", holds: "data-booking=" },
  { name: "a meeting", key: "mentee", path: meeting, holds: "<h1" },
  {
    name: "the month",
    key: "mentee",
    path: `${meeting}/reschedule?view=month`,
    holds: "data-slot=",
  },
  { name: "the week", key: "coach", path: `${meeting}/reschedule?view=week`, holds: "data-slot=" },
];

const others = {
  "the past meetings": "/meetings?when=past",
  "a past meeting": past,
  "the reschedule page of a past meeting": `${past}/reschedule`,
  "a meeting that does not exist": "/meetings/01ARZ3NDEKTSV4RRFFQ69G5FAV",
  notifications: "/notifications",
  "calendar settings": "/settings/calendar",
  "sharing settings": "/settings/sharing",
  "data settings": "/settings/data",
  "profile settings": "/settings/profile",
  "notification settings": "/settings/notifications",
  "a page that is not there": "/nowhere",
} as const;

/** On a busy machine the server may not wait for the times; then the page is loaded once more. */
async function openHolding(page: Page, path: string, holds: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const response = await page.goto(stack.webUrl + path, { waitUntil: "load" });
    if ((await response?.text())?.includes(holds)) return;
  }
  throw new Error(`The server's page holds no ${holds}.`);
}

/** Of accessibility, and what the browser has complained of: scripts and styles that the security policy blocks are among it. */
async function problemsOf({ page, complaints }: Visitor): Promise<string[]> {
  return [...(await findProblems(page)), ...complaints];
}

/** What moves on a page until it is hydrated and its stream is open; nothing while it adds up to little. */
async function shiftsOn({ key, path, holds }: SteadyPage, most: number): Promise<Shift[]> {
  const { page } = visitors[key];
  const streaming = page.waitForResponse((answer) => answer.url().includes("live.onChange"));
  await openHolding(page, path, holds);
  await streaming;
  const shifts = await shiftsOf(page);
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  return total < most ? [] : shifts;
}

describe("accessible in light and dark, and no wider than 320 px", () => {
  it.each(steady)("$name, which does not shift while it loads", async (each) => {
    expect(await shiftsOn(each, MOST_SHIFT.wide)).toEqual([]);
    expect(await problemsOf(visitors[each.key])).toEqual([]);
  });

  it.each(Object.entries(others))("%s", async (_, path) => {
    const { page } = visitors.mentee;
    await page.goto(`${stack.webUrl}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await problemsOf(visitors.mentee)).toEqual([]);
  });

  it("the review of a move", async () => {
    const { page } = visitors.mentee;
    const slot = await firstStart("mentee", "connected", "mutual");
    const search = new URLSearchParams({ slot, step: "review" });
    await page.goto(`${stack.webUrl}${meeting}/reschedule?${search.toString()}`);
    await page.locator("[data-screen=review]").waitFor();
    expect(await problemsOf(visitors.mentee)).toEqual([]);
  });

  it("the reschedule page before its scripts are there", async () => {
    const { page } = visitors.mentee;
    const scripts = "**/_next/static/**/*.js";
    await page.route(scripts, (route) => route.abort());
    await page.goto(`${stack.webUrl}${meeting}/reschedule`);
    await page.locator("[data-screen=idle]").waitFor();
    expect(await problemsOf(visitors.mentee)).toEqual([]);
    await page.unroute(scripts);
  });
});

describe("at 390 px", () => {
  beforeAll(async () => {
    for (const { page } of Object.values(visitors))
      await page.setViewportSize({ width: 390, height: 900 });
  });

  it.each(steady)("$name does not shift while it loads", async (each) => {
    expect(await shiftsOn(each, MOST_SHIFT.phone)).toEqual([]);
  });
});
