import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { openPages } from "./journey.ts";
import { localDir } from "./stack.ts";

const shownErrors = 10;

/** Prints the text and state of every open page when a test fails, and the last errors of the server. */
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  process.stderr.write(`${lastErrors().join("\n")}\n`);
  for (const page of openPages) {
    const screen = page.locator("[data-screen]").first();
    const state = (await screen.count()) > 0 ? await screen.getAttribute("data-screen") : "none";
    const text = await page.locator("body").innerText();
    process.stderr.write(`${task.name}\n${page.url()}\nscreen: ${state}\n${text}\n`);
  }
});

function lastErrors(): string[] {
  const log = readFileSync(join(localDir, "logs", "web.log"), "utf8");
  const errors = log.split("\n").filter((line) => line.startsWith("["));
  return errors.slice(-shownErrors).map((line) => line.slice(0, 400));
}

// The next file gets pages of its own.
afterAll(async () => {
  await Promise.all([...openPages].map((page) => page.close()));
});
