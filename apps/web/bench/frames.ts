/**
 * Counts the frames between an action and the paint that shows it, in a real browser on the built product.
 *
 * An action starts right after a paint. At the start of every following frame the page is checked for the
 * result: the first frame that has it is the one that paints it. The same loop without an action gives the
 * length of an empty frame on this machine in this run; times are ratios to it, and medians of all rounds.
 * A run fails when a median takes more frames than its goal.
 */
import type { Page } from "playwright-core";
import { launchBrowser } from "../e2e/support/browser/launch-browser.ts";
import { launchStack } from "../e2e/support/launch-stack.ts";
import { bookingUlidIn, readStackFile, type StackFile } from "../e2e/support/stack-file.ts";
import { openSignedIn } from "./open-signed-in.ts";

const rounds = 30;

interface Sample {
  /** The frame after the action in which the result is painted; the next one is 1. */
  readonly frames: number;
  /** From the action until after that paint, in milliseconds. */
  readonly ms: number;
}

interface Action {
  readonly name: string;
  readonly mostFrames: number;
  readonly view: "month" | "week";
  /** Runs in the page: the element to click in this round, and how to detect the result. */
  readonly kind: "slot" | "week" | "nothing";
}

const actions: readonly Action[] = [
  { name: "an empty frame", mostFrames: 1, view: "week", kind: "nothing" },
  { name: "choosing a time in the list", mostFrames: 1, view: "month", kind: "slot" },
  { name: "choosing a time in the week", mostFrames: 1, view: "week", kind: "slot" },
  { name: "switching weeks", mostFrames: 2, view: "week", kind: "week" },
];

const launched = await launchStack();
const browser = await launchBrowser();
try {
  const page = await openPage(readStackFile(launched.localDir));
  const samples = new Map<Action, Sample[]>();
  for (const action of actions) {
    await show(page, action.view);
    samples.set(action, await page.evaluate(sampleInPage, { kind: action.kind, rounds }));
  }
  process.exitCode = report(samples) ? 0 : 1;
} finally {
  await browser.close();
  await launched.stop();
}

async function openPage(stack: StackFile): Promise<Page> {
  const page = await openSignedIn(browser, stack, "coach");
  const listening = page.waitForResponse((answer) => answer.url().includes("live.onChange"));
  await page.goto(`${stack.webUrl}/meetings/${bookingUlidIn(stack, "connected")}/reschedule`);
  await listening;
  return page;
}

/** Changes the view as a person does, and waits until the times of both neighbouring weeks are loaded. */
async function show(page: Page, view: Action["view"]): Promise<void> {
  const name = view === "week" ? "Week" : "Month";
  await page.getByRole("link", { name, exact: true }).click();
  await page
    .locator(view === "week" ? "[data-column]" : "[role=grid]")
    .first()
    .waitFor();
  await page.waitForTimeout(3_000);
}

/** Runs in the page, so it cannot use anything from this file. */
async function sampleInPage({
  kind,
  rounds: count,
}: {
  kind: Action["kind"];
  rounds: number;
}): Promise<Sample[]> {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const afterPaint = async () => {
    await frame();
    await new Promise<void>((resolve) => {
      const channel = new MessageChannel();
      channel.port1.addEventListener("message", () => resolve(), { once: true });
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  };
  const daysShown = () => document.querySelector("[data-column]")?.getAttribute("data-column");

  function prepare(round: number): { act: () => void; isShown: () => boolean } {
    if (kind === "nothing") return { act: () => undefined, isShown: () => true };
    if (kind === "week") {
      const name = round % 2 === 0 ? "Next week" : "Previous week";
      const buttons = [...document.querySelectorAll<HTMLElement>(`[aria-label="${name}"]`)];
      const before = daysShown();
      return { act: () => buttons[0]?.click(), isShown: () => daysShown() !== before };
    }
    const free = 'button[data-verdict="mutual"][aria-pressed="false"]';
    const slots = [...document.querySelectorAll<HTMLElement>(free)].filter(
      (slot) => slot.closest("form") !== null && slot.offsetParent !== null,
    );
    const slot = slots[round % slots.length];
    const start = slot?.dataset["slot"] ?? "";
    return {
      act: () => slot?.click(),
      isShown: () =>
        document.querySelector(`form button[data-slot="${start}"][aria-pressed="true"]`) !== null,
    };
  }

  const samples: Sample[] = [];
  for (let round = 0; round < count; round += 1) {
    const { act, isShown } = prepare(round);
    await afterPaint();
    const startedAt = performance.now();
    act();
    let frames = 0;
    do {
      await frame();
      frames += 1;
    } while (!isShown() && frames < 600);
    await afterPaint();
    samples.push({ frames, ms: performance.now() - startedAt });
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return samples;
}

function report(samples: ReadonlyMap<Action, readonly Sample[]>): boolean {
  const [empty = []] = samples.values();
  const emptyMs = median(empty.map(({ ms }) => ms));
  const rows = [...samples].map(([{ name, mostFrames }, list]) => {
    const frames = median(list.map((each) => each.frames));
    const ms = median(list.map((each) => each.ms));
    return { name, mostFrames, frames, ms, isGood: frames <= mostFrames };
  });
  const lines = rows.map(
    ({ name, frames, mostFrames, ms, isGood }) =>
      `  ${name.padEnd(30)}${frames} frames (at most ${mostFrames}) ${isGood ? "ok" : "TOO SLOW"}` +
      `  ${ms.toFixed(1).padStart(7)} ms, ${(ms / emptyMs).toFixed(2)}× an empty frame`,
  );
  process.stdout.write(`Frames until an action is painted\n${lines.join("\n")}\n`);
  return rows.every(({ isGood }) => isGood);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
