import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedBrowser, visit } from "../support/journey.ts";
import { reachState } from "../support/screen-states.ts";
import {
  moveInput,
  mutate,
  type PersonKey,
  reconnect,
  stack,
  startsWithVerdict,
  stopFaults,
} from "../support/stack.ts";
import { rescheduleScenes, type Scene, scenes, stateCaptions } from "./scenes.ts";
import { takePictures, variants } from "./take-picture.ts";
import { writeIndex } from "./write-index.ts";

const pages = new Map<PersonKey, Page>();

async function pageOf(who: PersonKey): Promise<Page> {
  const known = pages.get(who);
  if (known) return known;
  const { page } = await visit(who);
  pages.set(who, page);
  return page;
}

beforeAll(async () => {
  // So that there is history and a notification.
  const start = (await startsWithVerdict("coach", "connected", "mutual")).at(10) ?? "";
  const move = await moveInput("coach", "connected", start);
  await mutate("coach", "booking.reschedule", { ...move, reason: "A workshop came up." });
});
afterAll(() => {
  const states = Object.entries(stateCaptions).map(([state, caption]) => ({
    name: `state-${state}`,
    caption,
  }));
  const index = writeIndex({
    Pages: [{ name: "sign-in", caption: "Sign-in" }, ...scenes],
    "Choosing a new time": rescheduleScenes,
    "The states of the reschedule screen": states,
  });
  process.stdout.write(`Pictures: ${index}\n`);
});

async function take({ name, who, open }: Scene): Promise<string[]> {
  const page = await pageOf(who);
  try {
    await open(page);
    return await takePictures(page, name);
  } finally {
    await page.context().setOffline(false);
    await stopFaults();
  }
}

describe("pictures of", () => {
  it("sign-in", async () => {
    const context = await (await sharedBrowser()).newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(`${stack.webUrl}/sign-in`);
    await page.locator("input[name=identifier]").waitFor();
    expect(await takePictures(page, "sign-in")).toHaveLength(variants.length);
    await context.close();
  });

  it.each(rescheduleScenes)("$name", async (scene) => {
    expect(await take(scene)).toHaveLength(variants.length);
  });

  it.each(Object.entries(reachState))("state %s", async (state, reach) => {
    const page = await pageOf("mentee");
    await page.setViewportSize({ width: 1280, height: 900 });
    await reach(page);
    await page.locator(`[data-screen=${state}]`).waitFor();
    expect(await takePictures(page, `state-${state}`)).toHaveLength(variants.length);
    if (state === "reconnect") await reconnect("mentee");
  });

  it.each(scenes)("$name", async (scene) => {
    expect(await take(scene)).toHaveLength(variants.length);
  });
});
