import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { firstStart, moveInput, mutate, query, stack } from "./support/stack.ts";
import { expectByStream, visit } from "./support/journey.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("the notification bell", () => {
  it("counts what its stream brings, opens the newest notifications in place, marks them read and gives the focus back", async () => {
    const { page, context, complaints } = await visit(browser, "coach");
    const streaming = page.waitForResponse((answer) => answer.url().includes("notification.onNew"));
    await page.goto(`${stack.webUrl}/meetings`);
    await streaming;
    const { data } = await query<{ count: number }>("coach", "notification.unreadCount", {});
    const start = await firstStart("mentee", "connected", "mutual");
    await mutate("mentee", "booking.reschedule", await moveInput("mentee", "connected", start));
    await expectByStream(
      page.getByRole("link", { name: `Notifications, ${data.count + 1} unread` }),
    );
    const bell = page.getByRole("link", { name: /^Notifications, \d+ unread/ });

    await bell.click();
    const dialog = page.getByRole("dialog", { name: "Notifications" });
    await dialog
      .getByText(/ moved “Leadership coaching”$/)
      .first()
      .waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await dialog.getByRole("button", { name: "Mark all as read" }).click();
    await dialog.getByRole("button", { name: "Mark all as read" }).waitFor({ state: "hidden" });
    expect((await query("coach", "notification.unreadCount", {})).data).toEqual({ count: 0 });

    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.waitForFunction(
      () => document.activeElement?.getAttribute("aria-label") === "Notifications",
    );
    expect(complaints).toEqual([]);
    await context.close();
  });
});
