import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { withPalette } from "./palette-png.ts";

export const folder = fileURLToPath(new URL("../../../../docs/screens", import.meta.url));

export const looks = [
  { width: 1280, theme: "light" },
  { width: 1280, theme: "dark" },
  { width: 390, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

export type Look = (typeof looks)[number];

export function pictureOf(name: string, { width, theme }: Look): string {
  return `${name}-${width}-${theme}.png`;
}

/** Fixed elements are positioned a frame after the window was resized. */
function twoFrames(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });
}

/** Makes the window as high as the page, so that sticky elements appear once. */
async function showAll(page: Page, width: number): Promise<void> {
  const height = width < 600 ? 844 : 900;
  await page.setViewportSize({ width, height });
  const needed = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, needed) });
  await page.evaluate(twoFrames);
}

/**
 * Takes a picture of the whole page in every look; leaves it wide and light.
 *
 * @returns the files' names
 */
export async function takePictures(page: Page, name: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  for (const look of looks.toReversed()) {
    await page.emulateMedia({ colorScheme: look.theme, reducedMotion: "reduce" });
    await showAll(page, look.width);
    const png = await page.screenshot({ animations: "disabled" });
    writeFileSync(join(folder, pictureOf(name, look)), withPalette(png));
  }
  return looks.map((look) => pictureOf(name, look));
}
