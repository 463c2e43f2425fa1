import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { axeProblems, problemsInBothSchemes } from "./support/browser/find-problems.ts";
import { openRescheduleAt, type Visitor, visit } from "./support/journey.ts";
import { bookingUlid, firstStart, moveInput, mutate, stack } from "./support/stack.ts";

type Opener = (page: Page) => Locator;

/** What opens over a page, where, by what, and what shows that it is open. The bell has its test in live-pages.e2e.ts. */
interface Layer {
  readonly name: string;
  readonly who: "coach" | "mentee";
  readonly width?: number;
  readonly open: (page: Page) => Promise<void>;
  readonly opener: Opener;
  readonly layer: (page: Page) => Locator;
}

const meetingsAt = (path: string) => async (page: Page) => {
  const streaming = page.waitForResponse((answer) => answer.url().includes("live.onChange"));
  await page.goto(stack.webUrl + path);
  await streaming;
};
const list = meetingsAt("/meetings");

const layers: readonly Layer[] = [
  {
    name: "the account menu",
    who: "coach",
    open: list,
    opener: (page) => page.getByRole("button", { name: "Open user menu" }),
    layer: (page) => page.getByRole("dialog").or(page.getByRole("menu")),
  },
  {
    name: "the sheet in which a meeting is moved",
    who: "coach",
    open: list,
    opener: (page) =>
      page
        .locator(`li[data-booking="${bookingUlid("connected")}"]`)
        .getByRole("link", { name: /^Move / }),
    layer: (page) => page.getByRole("dialog", { name: /^Move / }),
  },
  {
    name: "the month on a phone",
    who: "mentee",
    width: 390,
    open: (page) => openRescheduleAt(page, "connected", { view: "month" }),
    opener: (page) => page.getByRole("button", { name: "Month" }),
    layer: (page) => page.getByRole("dialog"),
  },
  {
    name: "the question before disconnecting",
    who: "coach",
    open: meetingsAt("/settings/calendar"),
    opener: (page) => page.getByRole("button", { name: /^Disconnect/ }),
    layer: (page) => page.getByRole("alertdialog"),
  },
  {
    name: "the question before declining",
    who: "coach",
    open: meetingsAt(`/meetings/${bookingUlid("needsConfirmation")}`),
    opener: (page) => page.getByRole("button", { name: /^Decline/ }),
    layer: (page) => page.getByRole("alertdialog"),
  },
];

let visitors: Readonly<Record<"coach" | "mentee", Visitor>>;
beforeAll(async () => {
  // A request that waits for the coach.
  const start = await firstStart("mentee", "needsConfirmation", "mutual");
  const input = await moveInput("mentee", "needsConfirmation", start);
  const { error } = await mutate("mentee", "booking.reschedule", input);
  if (error) throw new Error(error.message);
  visitors = { coach: await visit("coach"), mentee: await visit("mentee") };
});

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? "");

describe("opened with the keyboard, accessible, and left with Escape to what opened it", () => {
  it.each(layers)("$name", async ({ who, width = 1280, open, opener, layer }) => {
    const { page, complaints } = visitors[who];
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    await opener(page).focus();
    await page.keyboard.press("Enter");
    await layer(page).waitFor();
    expect(await problemsInBothSchemes(page)).toEqual([]);
    const hasFocus = () => document.activeElement !== document.body;
    expect(await page.evaluate(hasFocus)).toBe(true);

    await page.keyboard.press("Escape");
    await layer(page).waitFor({ state: "hidden" });
    await expect
      .poll(() => opener(page).evaluate((element) => element === document.activeElement))
      .toBe(true);
    expect(complaints).toEqual([]);
  });

  it("the people whom the list can show, and its filters", async () => {
    const { page, complaints } = visitors.coach;
    await page.setViewportSize({ width: 1280, height: 900 });
    await list(page);
    const people = page.getByRole("combobox", { name: "With whom" });
    await people.focus();
    await page.keyboard.press("Space");
    await page.locator("select:open").waitFor();
    expect(await problemsInBothSchemes(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator("select:open").waitFor({ state: "detached" });
    const hasFocus = (element: Element) => element === document.activeElement;
    expect(await people.evaluate(hasFocus)).toBe(true);

    await page.keyboard.press("ArrowDown");
    await page.waitForURL(/[?&]with=/);
    await page
      .getByRole("status")
      .filter({ hasText: /^\d+ meetings?$/ })
      .waitFor();
    expect(await people.evaluate(hasFocus)).toBe(true);
    expect(await problemsInBothSchemes(page)).toEqual([]);
    const waiting = page.getByRole("link", { name: /^Needs you/ });
    await waiting.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/[?&]show=needs/);
    // The address changes before the page does.
    await expect.poll(() => waiting.getAttribute("aria-current")).toBe("true");
    expect(await waiting.evaluate(hasFocus)).toBe(true);
    expect(await problemsInBothSchemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("the list of keys", async () => {
    const { page } = visitors.coach;
    await list(page);
    await page.keyboard.press("j");
    const before = await focused(page);
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard" });
    await sheet.waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    expect(await focused(page)).toBe(before);
  });
});
