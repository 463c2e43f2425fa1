/**
 * Measures the scripts that the reschedule page loads, and fails when they exceed the budget.
 *
 * A real browser with an empty cache opens the page, signed in, without any interaction. Every script that
 * it loads counts, until two seconds have passed without another one: what the HTML names, what is
 * preloaded, and what scripts import at once. Each file is gzipped at level 9 on its own.
 *
 * - The baseline is an empty page of the same Next.js, built and opened in the same run: our own scripts
 *   may weigh 1.6 times as much.
 * - Clerk's part of our scripts is what its provider and its account button add to a page that has what
 *   both use: the links and the router of Next.js, and the query cache of TanStack. It is subtracted from
 *   ours, and may be 45 KB.
 * - Clerk's own scripts, which its service delivers later, are printed but have no budget: Clerk can change
 *   them any day, and the page is usable before they arrive.
 *
 * Both people are measured, since they see different views.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../e2e/support/browser/launch-browser.ts";
import { signIn } from "../e2e/support/browser/sign-in.ts";
import { launchStack } from "../e2e/support/launch-stack.ts";
import {
  bookingUlidIn,
  personIn,
  readStackFile,
  type StackFile,
} from "../e2e/support/stack-file.ts";
import { figuresFile } from "./env.ts";
import { startEmptyApp } from "./empty-app.ts";
import { type LoadedScript, loadScripts } from "./loaded-scripts.ts";

const mostOverEmpty = 1.6;
const mostOfClerk = 45 * 1024;
const fromClerk = "/__clerk/";

interface Weight {
  /** Gzipped bytes of scripts from our origin, Clerk's part of them included. */
  readonly own: number;
  /** Gzipped bytes of the scripts that Clerk's service delivers. */
  readonly clerk: number;
}

const isBuilt = existsSync(join(import.meta.dirname, "..", ".next", "BUILD_ID"));
if (!isBuilt) {
  process.stderr.write("There is no build to weigh. Build the product first: npm start does.\n");
  process.exit(1);
}

const browser = await launchBrowser();
try {
  const reference = await weighEmpty(browser);
  const pages = await weighReschedule(browser);
  process.exitCode = report(reference, pages) ? 0 : 1;
} finally {
  await browser.close();
}

async function weighEmpty(using: Browser): Promise<{ empty: number; clerk: number }> {
  const app = await startEmptyApp();
  try {
    const empty = await weighAlone(using, app.emptyUrl);
    const base = await weighAlone(using, app.baseUrl);
    const withClerk = await weighAlone(using, app.clerkUrl);
    return { empty: empty.own, clerk: withClerk.own - base.own };
  } finally {
    await app.stop();
  }
}

async function weighAlone(using: Browser, address: string): Promise<Weight> {
  const context = await using.newContext();
  const weight = weightOf(await loadScripts(await context.newPage(), address));
  await context.close();
  return weight;
}

async function weighReschedule(using: Browser): Promise<Map<string, Weight>> {
  const launched = await launchStack();
  try {
    const stack = readStackFile(launched.localDir);
    const weights = new Map<string, Weight>();
    for (const key of ["mentee", "coach"] as const) {
      weights.set(`reschedule, as ${key}`, await weighAs(using, stack, key));
    }
    return weights;
  } finally {
    await launched.stop();
  }
}

/** Signs in with one browser context and opens the page in another, whose cache is empty. */
async function weighAs(using: Browser, stack: StackFile, key: "coach" | "mentee"): Promise<Weight> {
  const { email, password } = personIn(stack, key);
  const first = await using.newContext();
  await signIn(await first.newPage(), { origin: stack.webUrl, email, password });
  const storageState = await first.storageState();
  await first.close();

  const context = await using.newContext({ storageState, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const path = `/meetings/${bookingUlidIn(stack, "connected")}/reschedule`;
  const weight = weightOf(await loadScripts(page, stack.webUrl + path));
  await expectTimes(page);
  await context.close();
  return weight;
}

/** A page that failed to render would be light. */
async function expectTimes(page: Page): Promise<void> {
  await page.locator("[data-screen=ready]").waitFor();
}

function weightOf(scripts: readonly LoadedScript[]): Weight {
  const sum = (list: readonly LoadedScript[]) => list.reduce((total, { gzip }) => total + gzip, 0);
  const isClerks = ({ url }: LoadedScript) => url.pathname.startsWith(fromClerk);
  const served = scripts.filter(({ url }) => url.protocol.startsWith("http"));
  return {
    own: sum(served.filter((script) => !isClerks(script))),
    clerk: sum(served.filter(isClerks)),
  };
}

function report(
  { empty, clerk }: { empty: number; clerk: number },
  pages: ReadonlyMap<string, Weight>,
): boolean {
  const rows = [...pages].map(([name, { own }]) => ({ name, ours: own - clerk }));
  const line = (name: string, bytes: number, note = "") =>
    `  ${name.padEnd(34)}${kilobytes(bytes).padStart(9)}  ${note}`;
  const lines = [
    "First-load scripts, gzipped",
    line("an empty page of Next.js", empty),
    ...rows.map(({ name, ours }) =>
      line(
        `${name}, without Clerk`,
        ours,
        `${(ours / empty).toFixed(2)}× (at most ${mostOverEmpty}×)`,
      ),
    ),
    line("Clerk, in our scripts", clerk, `at most ${kilobytes(mostOfClerk)}`),
    ...[...pages].map(([name, weight]) =>
      line(`${name}, from Clerk`, weight.clerk, "not judged: the service's own"),
    ),
  ];
  const figures: Record<string, Figure> = {
    "Clerk in our scripts, in KB": figure(clerk / 1024, mostOfClerk / 1024),
  };
  for (const { name, ours } of rows) {
    figures[`${name}, without Clerk, in empty pages`] = figure(ours / empty, mostOverEmpty);
  }
  const isLight = Object.values(figures).every(({ ok }) => ok);
  process.stdout.write(`${lines.join("\n")}\n${isLight ? "Light enough." : "TOO HEAVY."}\n`);
  if (figuresFile) writeFileSync(figuresFile, JSON.stringify(figures));
  return isLight;
}

interface Figure {
  readonly value: number;
  readonly limit: number;
  readonly ok: boolean;
}

function figure(value: number, limit: number): Figure {
  return { value: Number(value.toFixed(3)), limit, ok: value <= limit };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
