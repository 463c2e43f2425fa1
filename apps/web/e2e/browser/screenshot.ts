import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const folder = fileURLToPath(new URL("../../../../.local/screenshots", import.meta.url));

/**
 * Takes the whole page at this width, in this theme.
 *
 * @returns where the picture is: `.local/screenshots/<name>-<width>-<theme>.png`
 */
export async function screenshot(
  page: Page,
  name: string,
  look: { readonly width: number; readonly theme: "light" | "dark" },
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  await page.setViewportSize({ width: look.width, height: look.width < 600 ? 844 : 900 });
  await page.emulateMedia({ colorScheme: look.theme, reducedMotion: "reduce" });
  const path = join(folder, `${name}-${look.width}-${look.theme}.png`);
  await page.screenshot({ path, fullPage: true, animations: "disabled" });
  return path;
}
