import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getBooking, stopFaults } from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";
import { reachState } from "./support/screen-states.ts";

let visitor: Visitor;

beforeAll(async () => {
  visitor = await visit("mentee");
});
afterAll(stopFaults);

describe("a move that Cal.com does not make", () => {
  it("to a time that went during the review is a conflict, and another time can be chosen", async () => {
    const { page } = visitor;
    const { version } = await getBooking("mentee", "connected");
    await reachState.conflict(page);

    await page.locator("[data-screen=conflict]").waitFor();
    await page.getByRole("alert").filter({ hasText: "can’t be booked any more" }).waitFor();
    expect((await getBooking("mentee", "connected")).version).toBe(version);
  });

  it("is being confirmed after an error of Cal.com's, and failed once a read has shown that nothing moved", async () => {
    const { page, complaints } = visitor;
    const { version } = await getBooking("mentee", "connected");
    await reachState.confirming(page);
    await page.locator("[data-screen=confirming]").waitFor();

    await reachState.failed(page);

    await page.locator("[data-screen=failed]").waitFor();
    expect((await getBooking("mentee", "connected")).version).toBe(version);
    expect(complaints).toEqual([]);
  });
});
