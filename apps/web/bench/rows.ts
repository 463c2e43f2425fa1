/**
 * How much more script a list of sixty meetings costs a browser than one of six, on the built product.
 *
 * The same coach opens both lists in turns, in one run; each load is measured from the navigation until
 * two seconds after the page has loaded: what Chromium calls ScriptDuration. Clerk's own
 * scripts are not loaded. The ratio of the medians may be 1.5.
 */
import { writeFileSync } from "node:fs";
import type { BrowserContext } from "playwright-core";
import { launchBrowser } from "../e2e/support/browser/launch-browser.ts";
import { launchStack } from "../e2e/support/launch-stack.ts";
import { personIn, readStackFile, type StackFile } from "../e2e/support/stack-file.ts";
import { figuresFile } from "./env.ts";
import { openSignedIn } from "./open-signed-in.ts";

const mostOverSix = 1.5;
const rounds = 9;
const quietMs = 2_000;

const rowsOf = { six: 6, sixty: 60 } as const;
type ListName = keyof typeof rowsOf;

const launched = await launchStack([], { isWhole: true });
const browser = await launchBrowser();
try {
  const stack = readStackFile(launched.localDir);
  const context = await signedIn(stack);
  const paths = { six: await lastSix(stack), sixty: "/meetings?n=60" };
  const took = { six: [] as number[], sixty: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    for (const name of ["six", "sixty"] as const) {
      const seconds = await load(context, { url: stack.webUrl + paths[name], name });
      // The first round fills the browser's caches of code.
      if (round >= 0) took[name].push(seconds);
    }
  }
  process.exitCode = report({ six: median(took.six), sixty: median(took.sixty) }) ? 0 : 1;
} finally {
  await browser.close();
  await launched.stop();
}

async function signedIn(stack: StackFile): Promise<BrowserContext> {
  const page = await openSignedIn(browser, stack, "coachForty");
  const context = page.context();
  await page.close();
  await context.route("**/__clerk/**/*.js", (route) => route.abort());
  return context;
}

/** Where the last six of the sixty are. */
async function lastSix(stack: StackFile): Promise<string> {
  const { apiKey } = personIn(stack, "coachForty");
  const input = JSON.stringify({ when: "upcoming", limit: rowsOf.sixty - rowsOf.six });
  const url = `${stack.webUrl}/api/trpc/booking.list?input=${encodeURIComponent(input)}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${apiKey}` } });
  const { result }: { result: { data: { nextCursor: string } } } = await answer.json();
  return `/meetings?cursor=${encodeURIComponent(result.data.nextCursor)}`;
}

/** The script time of one load, in seconds; in a page of its own, whose process counts from nothing. */
async function load(
  context: BrowserContext,
  { url, name }: { url: string; name: ListName },
): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(quietMs);
  const rows = await page.locator("[data-booking]").count();
  if (rows !== rowsOf[name]) throw new Error(`${url} shows ${rows} meetings.`);
  const { metrics } = await session.send("Performance.getMetrics");
  await page.close();
  return metrics.find((each) => each.name === "ScriptDuration")?.value ?? Number.NaN;
}

function report({ six, sixty }: { six: number; sixty: number }): boolean {
  const ratio = sixty / six;
  const isGood = ratio <= mostOverSix;
  const ms = (seconds: number) => `${(seconds * 1_000).toFixed(0)} ms`.padStart(8);
  const lines = [
    "Script of the list of meetings, medians",
    `  6 meetings   ${ms(six)}`,
    `  60 meetings  ${ms(sixty)}  ${ratio.toFixed(2)}× (at most ${mostOverSix}×)`,
  ];
  process.stdout.write(`${lines.join("\n")}\n${isGood ? "Light enough." : "TOO HEAVY."}\n`);
  if (figuresFile) {
    const value = Number(ratio.toFixed(3));
    const figure = { value, limit: mostOverSix, ok: isGood };
    writeFileSync(figuresFile, JSON.stringify({ "script of 60 meetings, in that of 6": figure }));
  }
  return isGood;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
