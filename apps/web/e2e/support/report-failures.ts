import { afterAll, afterEach } from "vitest";
import { openPages } from "./journey.ts";

/** Prints the text and state of every open page when a test fails, for logs without screenshots. */
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const page of openPages) {
    const screen = page.locator("[data-screen]").first();
    const state = (await screen.count()) > 0 ? await screen.getAttribute("data-screen") : "none";
    const text = await page.locator("body").innerText();
    process.stderr.write(`${task.name}\n${page.url()}\nscreen: ${state}\n${text}\n`);
  }
});

// The next file gets pages of its own.
afterAll(async () => {
  await Promise.all([...openPages].map((page) => page.close()));
});
