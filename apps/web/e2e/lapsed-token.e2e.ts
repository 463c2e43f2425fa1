import type { Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { claimsOf, cookieFor, send } from "./support/attackers.ts";
import { bookingUlid, stack } from "./support/stack.ts";
import { visit } from "./support/journey.ts";

/** Sends a call with the cookie of ten minutes ago, as after the computer has slept. */
async function sendLapsed(route: Route): Promise<void> {
  const ended = Math.floor(Date.now() / 1000) - 600;
  const times = { iat: ended - 60, nbf: ended - 60, exp: ended };
  const cookie = await cookieFor({ ...claimsOf("mentee"), ...times });
  const request = route.request();
  const path = request.url().slice(stack.webUrl.length);
  const answer = await send(path, { headers: { ...request.headers(), cookie } });
  expect(answer.text).toContain("UNAUTHENTICATED");
  const contentType = answer.headers.get("content-type") ?? "";
  await route.fulfill({ status: answer.status, contentType, body: answer.text });
}

describe("a page whose session token expired while the computer slept", () => {
  it("gets a new token with its next call, unnoticed", async () => {
    const { page, close } = await visit("mentee");
    await page.goto(`${stack.webUrl}/meetings/${bookingUlid("connected")}/reschedule`);
    await page.locator("[data-screen=ready]").waitFor();
    const isAvailability = (url: URL) => url.pathname.includes("booking.availability");
    await page.route(isAvailability, sendLapsed, { times: 1 });
    const renewal = page.waitForRequest(/\/sessions\/[^/]+\/tokens/);

    await page.getByRole("button", { name: "Later days" }).click();
    await page.locator("[data-day]").nth(14).click();

    await renewal;
    await page.locator("[data-screen=ready]").waitFor();
    expect(await page.getByText("You are not signed in").count()).toBe(0);
    await close();
  });
});
