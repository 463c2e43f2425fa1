import type { Request } from "playwright-core";
import { describe, expect, it } from "vitest";
import { eventually, moveInput, mutate, product, stack, firstStart } from "./support/stack.ts";
import { movedTo, openRescheduleAt, visit } from "./support/journey.ts";

/** How often an open page reads its meeting. */
const POLL_MS = 15_000;

const isHealthy = () =>
  fetch(`${stack.webUrl}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Kills the web server's process and waits until another has replaced it. */
async function restartServer(): Promise<void> {
  process.kill(product.launcherPid, "SIGUSR2");
  await eventually(async () => ((await isHealthy()) ? null : true), 20_000);
  await eventually(async () => ((await isHealthy()) ? true : null), 60_000);
}

/** @returns the start it was moved to */
async function moveByCoach(): Promise<string> {
  const start = await firstStart("coach", "connected", "mutual");
  const answer = await mutate(
    "coach",
    "booking.reschedule",
    await moveInput("coach", "connected", start),
  );
  expect(answer.status).toBe(200);
  return start;
}

/** The event id after which a stream resumes; null for from now on. */
async function resumesFrom(request: Request): Promise<string | null> {
  return (await request.allHeaders())["last-event-id"] ?? null;
}

const isStream = (url: string) => url.includes("live.onChange");

describe("a server that restarts", () => {
  it("is reconnected to by an open page, which shows what it missed", async () => {
    const { page, close, complaints } = await visit("mentee");
    const streams: Request[] = [];
    page.on("request", (request) => {
      if (isStream(request.url())) streams.push(request);
    });
    const streaming = page.waitForResponse((answer) => isStream(answer.url()));
    await openRescheduleAt(page, "connected");
    await streaming;
    await movedTo(page, await moveByCoach()).waitFor();
    const before = streams.length;

    await restartServer();
    const second = await moveByCoach();

    await movedTo(page, second).waitFor({ timeout: 20_000 });
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Pick a new time");
    const resumed = await eventually(async () => {
      const asked = await Promise.all(streams.slice(before).map(resumesFrom));
      return asked.findLast(Boolean) ?? null;
    });
    expect(Number(resumed)).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it("is polled by a page whose stream does not reconnect", async () => {
    const { page, close } = await visit("mentee", { isAlone: true });
    await page.route(
      (url) => isStream(url.pathname),
      (route) => route.abort(),
    );
    await page.clock.install();
    await openRescheduleAt(page, "connected");
    await page.locator("[data-screen=ready]").waitFor();

    const news = movedTo(page, await moveByCoach());
    await page.clock.fastForward(POLL_MS);
    await news.waitFor();
    expect(await news.count()).toBe(1);
    await close();
  });
});
