import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserCommand } from "vitest/node";
import { picturesFolder } from "../take-picture.ts";

const folder = join(picturesFolder, "sheets");
const scale = 0.5;

/** A picture on a sheet: one row has one language and theme, one column one width. */
export interface Part {
  readonly file: string;
  readonly label: string;
  readonly width: number;
}

/** All pictures of one state. */
export interface Sheet {
  readonly name: string;
  readonly caption: string;
  readonly rows: Part[][];
}

/** Takes a picture of what is rendered. */
export const takePicture: BrowserCommand<[file: string]> = async ({ iframe }, file) => {
  mkdirSync(folder, { recursive: true });
  const options = { path: join(folder, file), animations: "disabled", quality: 85 } as const;
  await iframe.locator("html").screenshot(options);
};

/** Puts pictures onto one sheet and removes them. */
export const makeSheet: BrowserCommand<[sheet: Sheet]> = async (
  { context },
  { name, caption, rows },
) => {
  const page = await context.newPage();
  await page.setContent(sheetOf(caption, rows), { waitUntil: "load" });
  const { width, height } = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { width: scrollWidth, height: scrollHeight };
  });
  await page.setViewportSize({ width, height });
  writeFileSync(join(folder, `${name}.png`), await page.screenshot());
  await page.close();
  for (const { file } of rows.flat()) rmSync(join(folder, file));
};

function sheetOf(caption: string, rows: Part[][]): string {
  return `<!doctype html><style>
body { margin: 16px; width: max-content; font: 14px system-ui, sans-serif; background: #8a8f8e; }
div { display: flex; gap: 12px; align-items: start; margin-top: 12px; }
figure { margin: 0; }
figcaption { padding: 2px 0; }
img { display: block; }
</style><h1>${caption}</h1>${rows.map((row) => `<div>${row.map(figureOf).join("")}</div>`).join("")}`;
}

function figureOf({ file, label, width }: Part): string {
  const data = readFileSync(join(folder, file)).toString("base64");
  const image = `<img width="${width * scale}" src="data:image/jpeg;base64,${data}">`;
  return `<figure><figcaption>${label}</figcaption>${image}</figure>`;
}
