import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { getBooking } from "./support/stack.ts";
import { openRescheduleAt, type Visitor, visit } from "./support/journey.ts";

const MOST_PRESSES = 25;

/** Presses keys and counts them. */
function keyboardOf(page: Page) {
  let presses = 0;
  const press = async (key: string) => {
    presses += 1;
    await page.keyboard.press(key);
  };
  return {
    press,
    count: () => presses,
    /** Presses this key until a matching element has the focus. */
    async goTo(key: "Tab" | "Shift+Tab", selector: string): Promise<void> {
      for (let tries = 0; tries < MOST_PRESSES; tries += 1) {
        await press(key);
        const isThere = await page.evaluate(
          (wanted) => document.activeElement?.matches(wanted) === true,
          selector,
        );
        if (isThere) return;
      }
      throw new Error(`The keyboard did not reach ${selector}.`);
    },
  };
}

const focusedHeading = (page: Page, name: RegExp) =>
  page.waitForFunction(
    ({ source }) =>
      document.activeElement?.tagName === "H1" &&
      new RegExp(source).test(document.activeElement.textContent),
    { source: name.source },
  );

describe("with the keyboard only", () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await visit("mentee");
    await openRescheduleAt(visitor.page, "connected");
  });

  it("a day is chosen with arrows, and Tab leads to its times", async () => {
    const { page } = visitor;
    await page.locator('[data-day][tabindex="0"]').focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.tagName === "H2");
    expect(await page.evaluate(() => document.activeElement?.closest("section") !== null)).toBe(
      true,
    );
  });

  it(`a meeting is moved within ${MOST_PRESSES} key presses, and the focus is never lost`, async () => {
    const { page, complaints } = visitor;
    const before = await getBooking("mentee", "connected");
    const keyboard = keyboardOf(page);
    await page.getByRole("heading", { name: "Pick a new time" }).focus();

    await keyboard.goTo("Tab", 'section[aria-label^="Good times near"] button');
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Review this move" }).waitFor();
    await keyboard.press("Enter");
    await focusedHeading(page, /^Move to .*\?$/);
    await keyboard.goTo("Tab", 'main button[type="submit"]');
    await keyboard.press("Enter");
    await focusedHeading(page, /^Moved to /);

    expect(keyboard.count()).toBeLessThanOrEqual(MOST_PRESSES);
    expect((await getBooking("mentee", "connected")).version).toBe(before.version + 1);
    expect(complaints).toEqual([]);
  });
});
