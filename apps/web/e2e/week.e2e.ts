import { beforeAll, describe, expect, it } from "vitest";
import { cookieOf, send } from "./support/attackers.ts";
import { bookingUlid, person, type PersonKey, stack, startsWithVerdict } from "./support/stack.ts";
import { type Visitor, visit } from "./support/journey.ts";

const reschedule = `/meetings/${bookingUlid("connected")}/reschedule`;
let visitor: Visitor;
let start = "";
let day = "";

beforeAll(async () => {
  visitor = await visit("coach");
  const starts = await startsWithVerdict("coach", "connected", "mutual");
  // A Tuesday, with times before and after it in its week.
  const tuesday = starts.find((each) => new Date(each).getUTCDay() === 2);
  start = new Date(tuesday ?? "").toISOString();
  const { timeZone } = person("coach");
  day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(start));
});

/** The view that the server renders where the address names none. */
async function firstView(key: PersonKey, cookie = ""): Promise<"month" | "week"> {
  const headers = { cookie: `${await cookieOf(key)}; ${cookie}` };
  const { text } = await send(reschedule, { headers });
  const views = { week: text.includes("data-column="), month: text.includes('role="grid"') };
  expect(Object.values(views).filter(Boolean)).toHaveLength(1);
  return views.week ? "week" : "month";
}

describe("the week", () => {
  it("opens from the month, keeps the day, can be shared as a link, and keeps a chosen time in it", async () => {
    const { page, complaints } = visitor;
    const path = `${stack.webUrl}${reschedule}?d=${day}`;
    await page.goto(`${path}&view=month`);
    await page.getByRole("link", { name: "Week", exact: true }).click();
    const slot = page.locator(`[data-column] button[data-slot="${start}"]`);
    await slot.waitFor();
    expect(page.url()).toBe(`${path}&view=week`);
    expect(await page.locator("[data-column]").count()).toBe(7);

    await page.getByRole("button", { name: "Next week" }).first().click();
    await page.locator("[data-column]:nth-of-type(2)").waitFor();
    await page.getByRole("button", { name: "Previous week" }).first().click();
    await slot.waitFor();

    await slot.focus();
    await page.keyboard.press("Enter");
    await page.locator(`button[data-slot="${start}"][aria-pressed="true"]`).waitFor();
    expect(new URL(page.url()).searchParams.get("slot")).toBe(start.replace(".000Z", "Z"));
    expect(complaints).toEqual([]);
  });

  it("is the default for coaches, month for mentees, and the last choice is kept", async () => {
    expect(await firstView("coach")).toBe("week");
    expect(await firstView("mentee")).toBe("month");

    const { page, context } = visitor;
    await page.getByRole("link", { name: "Month", exact: true }).click();
    await page.getByRole("grid").waitFor();
    const kept = (await context.cookies()).find(({ name }) => name === "reslot-view");

    expect(await firstView("coach", `reslot-view=${kept?.value}`)).toBe("month");
  });
});
