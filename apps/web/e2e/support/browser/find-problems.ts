import axe from "axe-core";
import type { Page } from "playwright-core";

const NARROW = 320;

/** The rules of axe that look at colours; the two schemes differ in nothing else. */
const colourRules = ["color-contrast", "link-in-text-block"];

/**
 * Accessibility problems of a page in its present state: axe's findings in light and, for colours, in dark, and
 * horizontal scrolling at 320 px. The page is not reloaded, and is left in light at its own size.
 */
export async function findProblems(page: Page): Promise<string[]> {
  const found = await problemsInBothSchemes(page);
  const width = await widthWhenNarrow(page);
  return width > NARROW ? [...found, `${width} px wide on ${NARROW} px`] : found;
}

/** The same at the size that the page has, which a popover may not outlive. */
export async function problemsInBothSchemes(page: Page): Promise<string[]> {
  await endTransitions(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const dark = await axeProblems(page, colourRules);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  return [
    ...dark.map((problem) => `dark: ${problem}`),
    ...(await axeProblems(page)).map((problem) => `light: ${problem}`),
  ];
}

/** What axe finds on a page as it is, by all rules or by these alone. */
export async function axeProblems(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const runOnly = only && { type: "rule" as const, values: [...only] };
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ["violations"],
      preload: false, // stylesheets, for rules that are off
      ...(runOnly && { runOnly }),
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
    );
  }, rules);
}

/** Colours change at once from now on, so that none is measured on its way from one scheme to the other. */
async function endTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { transition: none !important; }");
    document.adoptedStyleSheets.push(sheet);
  });
}

async function widthWhenNarrow(page: Page): Promise<number> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 700 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (size) await page.setViewportSize(size);
  return width;
}
