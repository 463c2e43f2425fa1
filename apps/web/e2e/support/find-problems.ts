import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const NARROW = 320;

/** The rules of axe that look at colours; the two schemes differ in nothing else. */
const colourRules = ["color-contrast", "link-in-text-block"];

/**
 * Accessibility problems of a page in its present state: axe's findings in light and, for colours, in dark, and
 * horizontal scrolling at 320 px. The page is not reloaded, and is left in light at its own size.
 */
export async function findProblems(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Legacy mode needs no second page to collect results of frames: there are none.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (
      colorScheme === "dark" ? axe.withRules(colourRules) : axe
    ).analyze();
    for (const { id, nodes } of violations) {
      const where = nodes.map(({ target }) => target.join(" ")).join(", ");
      found.push(`${colorScheme}: ${id}: ${where}`);
    }
  }
  const width = await widthWhenNarrow(page);
  return width > NARROW ? [...found, `${width} px wide on ${NARROW} px`] : found;
}

async function widthWhenNarrow(page: Page): Promise<number> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 700 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (size) await page.setViewportSize(size);
  return width;
}
