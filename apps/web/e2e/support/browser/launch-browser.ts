import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium as playwright } from "playwright-core";
import { type Chromium, npmChromium, unpackChromium } from "./npm-chromium.ts";

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

/** The endpoint of a browser that several processes share; see `shareBrowser`. */
const sharedAddress = "RESLOT_SHARED_BROWSER";

/**
 * A headless Chromium: the one that is shared in this run, else one of its own. Closing a shared one
 * closes only what was opened through this connection.
 */
export async function launchBrowser(): Promise<Browser> {
  const shared = process.env[sharedAddress];
  if (shared) return playwright.connect(shared);
  await prepareBrowser();
  return playwright.launch(launchOptions());
}

/** Starts one browser for this process and its later child processes. Returns the function that closes it. */
export async function shareBrowser(): Promise<() => Promise<void>> {
  await prepareBrowser();
  const server = await playwright.launchServer(launchOptions());
  process.env[sharedAddress] = server.wsEndpoint();
  return async () => {
    delete process.env[sharedAddress];
    await server.close();
  };
}

/** Puts the browser of `launchOptions` in place; the first time takes seconds. */
export async function prepareBrowser(): Promise<void> {
  if (!findInstalled()) await unpackChromium();
}

/** The machine's own Chromium when it has one, else the one from npm. */
export function launchOptions() {
  const { executablePath, env } = findInstalled() ?? npmChromium();
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { executablePath, args: flags, env: { ...Object.fromEntries(inherited), ...env } };
}

function findInstalled(): Chromium | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const executablePath = paths.find((path) => existsSync(path));
  return executablePath === undefined ? null : { executablePath, env: {} };
}
