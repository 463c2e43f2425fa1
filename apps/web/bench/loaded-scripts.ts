import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright-core";

/** A script that a page loaded without interaction. */
export interface LoadedScript {
  readonly url: URL;
  /** Its text, gzipped at level 9, in bytes. */
  readonly gzip: number;
}

const quietMs = 2_000;

/**
 * Opens an address and waits until two seconds have passed without another script.
 *
 * @returns every script that the page loaded without interaction, including preloads and dynamic imports
 */
export async function loadScripts(page: Page, address: string): Promise<LoadedScript[]> {
  const reading: Promise<LoadedScript>[] = [];
  let lastAt = performance.now();
  const onResponse = (response: Response) => {
    if (response.request().resourceType() !== "script" || !response.ok()) return;
    lastAt = performance.now();
    reading.push(weighed(response));
  };
  page.on("response", onResponse);
  await page.goto(address, { waitUntil: "load" });
  while (performance.now() - lastAt < quietMs) await page.waitForTimeout(100);
  page.off("response", onResponse);
  return Promise.all(reading);
}

async function weighed(response: Response): Promise<LoadedScript> {
  const gzip = gzipSync(await response.body(), { level: 9 }).length;
  return { url: new URL(response.url()), gzip };
}
