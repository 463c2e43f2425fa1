import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser/launch-browser.ts";
import {
  moveInput,
  mutate,
  type PersonKey,
  reconnect,
  stack,
  startsWithVerdict,
  stopFaults,
} from "../support/stack.ts";
import { visit } from "../support/journey.ts";
import { reachState } from "../support/screen-states.ts";
import { rescheduleScenes, type Scene, scenes, stateSays } from "./scenes.ts";
import { looks, takePictures } from "./take-picture.ts";
import { writeIndex } from "./write-index.ts";

let browser: Browser;
const pages = new Map<PersonKey, Page>();

async function pageOf(who: PersonKey): Promise<Page> {
  const known = pages.get(who);
  if (known) return known;
  const { page } = await visit(browser, who);
  pages.set(who, page);
  return page;
}

beforeAll(async () => {
  browser = await launchBrowser();
  // So that there is history and a notification.
  const start = (await startsWithVerdict("coach", "connected", "mutual")).at(10) ?? "";
  const move = await moveInput("coach", "connected", start);
  await mutate("coach", "booking.reschedule", { ...move, reason: "A workshop came up." });
});
afterAll(async () => {
  await browser.close();
  const states = Object.entries(stateSays).map(([state, says]) => ({
    name: `state-${state}`,
    says,
  }));
  const signIn = { name: "sign-in", says: "Signing in" };
  writeIndex({
    Pages: [signIn, ...scenes],
    "Choosing a new time": rescheduleScenes,
    "The twelve states of the reschedule screen": states,
  });
});

async function take({ name, who, reach }: Scene): Promise<string[]> {
  const page = await pageOf(who);
  try {
    await reach(page);
    return await takePictures(page, name);
  } finally {
    await page.context().setOffline(false);
    await stopFaults();
  }
}

describe("the pictures of", () => {
  it("sign-in", async () => {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(`${stack.webUrl}/sign-in`);
    await page.locator("input[name=identifier]").waitFor();
    expect(await takePictures(page, "sign-in")).toHaveLength(looks.length);
    await context.close();
  });

  it.each(rescheduleScenes)("$name", async (scene) => {
    expect(await take(scene)).toHaveLength(looks.length);
  });

  it.each(Object.entries(reachState))("state %s", async (state, reach) => {
    const page = await pageOf("mentee");
    await page.setViewportSize({ width: 1280, height: 900 });
    await reach(page);
    await page.locator(`[data-screen=${state}]`).waitFor();
    expect(await takePictures(page, `state-${state}`)).toHaveLength(looks.length);
    if (state === "reconnect") await reconnect("mentee");
  });

  it.each(scenes)("$name", async (scene) => {
    expect(await take(scene)).toHaveLength(looks.length);
  });
});
