import type { BookingDetails } from "@reslot/api";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cdp, page } from "vitest/browser";
import { bookingDetails } from "../../../test/booking-details.ts";
import { noAnswerYet, renderAsPage } from "../../../test/components/as-page.tsx";
import { listOf } from "../../../test/meetings-list.ts";
import { OfflineBanner } from "@/components/frame/offline-banner.tsx";
import { Page } from "@/components/frame/page.tsx";
import { MeetingView } from "./meeting-view.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

async function open(changes: Partial<BookingDetails> = {}) {
  const booking = { ...bookingDetails, ...changes };
  const history = { items: [] };
  const { container } = await renderAsPage(
    <>
      <OfflineBanner />
      <Page>
        <MeetingView
          initial={booking}
          initialHistory={history}
          myConnection="connected"
          calAppUrl="https://app.cal.com"
        />
      </Page>
    </>,
    {
      answers: {
        "booking.get": booking,
        "booking.history": history,
        "booking.list": listOf([]),
        "booking.onChange": noAnswerYet,
      },
    },
  );
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  return container;
}

const visible = (elements: Iterable<Element>) =>
  [...elements].filter((each) => each.getClientRects().length > 0);

describe("the page of a meeting on paper", () => {
  const print = (media: "print" | "") => cdp().send("Emulation.setEmulatedMedia", { media });

  beforeEach(async () => {
    await page.viewport(794, 1123); // A4
    document.documentElement.dataset["theme"] = "dark";
  });
  afterEach(async () => {
    delete document.documentElement.dataset["theme"];
    await print("");
    await page.viewport(1280, 900);
  });

  it("has no buttons, one column, and the address of the other person in full", async () => {
    const container = await open();
    const controls = () =>
      visible(container.querySelectorAll("button, a[href^='/'], a[href^='https']"));
    expect(controls().length).toBeGreaterThan(3);

    await print("print");

    expect(controls()).toEqual([]);
    expect(container.innerText).toContain("Coaching with Sam");
    expect(container.innerText).toContain("sam@example.test");
    const lefts = visible(container.querySelectorAll("main section")).map(
      (each) => each.getBoundingClientRect().left,
    );
    expect(new Set(lefts)).toHaveProperty("size", 1);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(794);
  });

  it("is dark on white, whichever theme the reader has chosen", async () => {
    const container = await open();
    const title = container.querySelector("h1") ?? container;
    const onScreen = getComputedStyle(title).color;

    await print("print");

    expect(getComputedStyle(title).color).not.toBe(onScreen);
    const light = getComputedStyle(document.documentElement).colorScheme;
    expect(light).toBe("light");
    expect(getComputedStyle(document.body).backgroundColor).toBe("rgba(0, 0, 0, 0)");
  });
});

it("the main action differs from the others in forced colours", async () => {
  const colours = (value: "active" | "none") =>
    cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value }] });
  await open();
  const backgroundOf = (name: RegExp) =>
    getComputedStyle(page.getByRole("link", { name }).element()).backgroundColor;

  await colours("active");
  const [main, other] = [backgroundOf(/^Reschedule/), backgroundOf(/^Email Sam/)];
  await colours("none");

  expect(main).not.toBe(other);
});

/** What reaches beyond the page. */
const wide = () =>
  visible(document.querySelectorAll("main *"))
    .filter((each) => each.getBoundingClientRect().right > 320)
    .map((each) => each.outerHTML.slice(0, 80));

it("a meeting with names, titles and links that do not end fits into 320 pixels", async () => {
  await page.viewport(320, 700);
  const endless =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
  const url = `https://docs.example.test/${endless}/${endless}`;
  await open({
    title: endless,
    counterpart: { ...bookingDetails.counterpart, name: endless, email: `${endless}@example.test` },
    coach: { name: endless, timeZone: "America/Argentina/ComodRivadavia" },
    location: url,
    description: url,
    answers: [{ question: endless, answer: url }],
  });

  expect(wide()).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(320);
  await page.viewport(1280, 900);
});
