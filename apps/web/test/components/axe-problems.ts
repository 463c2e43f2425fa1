import axe from "axe-core";
import { expect, vi } from "vitest";
import { page } from "vitest/browser";

const NARROW = 320;

/** The rules of axe that look at colours; the two schemes differ in nothing else. */
const colourRules = { type: "rule" as const, values: ["color-contrast", "link-in-text-block"] };

/**
 * What axe finds in what is rendered: in light and, for colours, in dark; and horizontal scrolling at 320 px. Leaves the
 * component in light and at the width of these tests.
 */
export async function findProblems(): Promise<string[]> {
  const { dataset } = document.documentElement;
  const options = { resultTypes: ["violations" as const], preload: false };
  const still = document.createElement("style");
  still.textContent = "* { transition: none !important; }";
  document.head.append(still);
  dataset["theme"] = "dark";
  const dark = await axe.run({ ...options, runOnly: colourRules });
  dataset["theme"] = "light";
  const light = await axe.run(options);
  delete dataset["theme"];
  still.remove();
  await page.viewport(NARROW, 700);
  const width = await settledWidth();
  await page.viewport(1280, 900);
  return [
    ...dark.violations.map((each) => `dark: ${wordsOf(each)}`),
    ...light.violations.map((each) => `light: ${wordsOf(each)}`),
    ...(width > NARROW ? [`${width} px wide on ${NARROW} px`] : []),
  ];
}

/** The page's width once what is placed by script has followed the window. */
async function settledWidth(): Promise<number> {
  const width = () => document.documentElement.scrollWidth;
  const fits = () => expect(width()).toBeLessThanOrEqual(NARROW);
  await vi.waitFor(fits, { timeout: 2_000 }).catch(() => undefined);
  return width();
}

const wordsOf = ({ id, nodes }: axe.Result) =>
  `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`;
