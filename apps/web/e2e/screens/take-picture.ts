import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

/** Every picture goes here; git ignores it. */
export const picturesFolder = fileURLToPath(new URL("../../../../.local/screens", import.meta.url));

/** Each page is taken in all of these. */
export const variants = [
  { width: 1280, theme: "light" },
  { width: 1280, theme: "dark" },
  { width: 390, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

type Variant = (typeof variants)[number];

export function pictureName(name: string, { width, theme }: Variant): string {
  return `${name}-${width}-${theme}.png`;
}

/** Fixed elements are positioned a frame after the window was resized. */
function twoFrames(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });
}

/** Makes the window as high as the page, so that sticky elements appear once. */
async function showWholePage(page: Page, width: number): Promise<void> {
  const height = width < 600 ? 844 : 900;
  await page.setViewportSize({ width, height });
  const needed = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, needed) });
  await page.evaluate(twoFrames);
}

/**
 * Takes a picture of the whole page in every variant; leaves it wide and light.
 *
 * @returns the files' names
 */
export async function takePictures(page: Page, name: string): Promise<string[]> {
  mkdirSync(picturesFolder, { recursive: true });
  for (const variant of variants.toReversed()) {
    await page.emulateMedia({ colorScheme: variant.theme, reducedMotion: "reduce" });
    await showWholePage(page, variant.width);
    const png = await page.screenshot({ animations: "disabled" });
    writeFileSync(join(picturesFolder, pictureName(name, variant)), png);
  }
  return variants.map((variant) => pictureName(name, variant));
}
