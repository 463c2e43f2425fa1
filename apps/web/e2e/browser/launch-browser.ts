import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium as playwright } from "playwright-core";
import { type Chromium, unpackChromium } from "./npm-chromium.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--font-render-hinting=none",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** A headless Chromium: the machine's own when it has one, else the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = findInstalled() ?? (await unpackChromium());
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return playwright.launch({
    executablePath,
    args: flags,
    env: { ...Object.fromEntries(inherited), ...env },
  });
}

function findInstalled(): Chromium | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const executablePath = paths.find((path) => existsSync(path));
  return executablePath === undefined ? null : { executablePath, env: {} };
}
