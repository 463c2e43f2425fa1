import type { Page } from "playwright-core";

export interface Input {
  readonly clicks: number;
  readonly keys: number;
}

/** Makes every page that is loaded from now on count what a person does: presses of a pointer and of keys. */
export async function countInput(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const input = { clicks: 0, keys: 0 };
    Object.assign(globalThis, { input });
    addEventListener("pointerdown", ({ isTrusted }) => (input.clicks += Number(isTrusted)), true);
    addEventListener("keydown", ({ isTrusted }) => (input.keys += Number(isTrusted)), true);
  });
}

/** What was done since the page was loaded; a change of the address without a load keeps it. */
export function inputOf(page: Page): Promise<Input> {
  return page.evaluate(() => (globalThis as unknown as { input: Input }).input);
}
