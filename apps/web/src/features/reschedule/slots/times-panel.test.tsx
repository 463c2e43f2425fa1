import type { Availability } from "@reslot/api";
import { dayMs } from "@reslot/cal/time";
import { en } from "@reslot/messages/en";
import type { Slot } from "@reslot/react";
import { createRef } from "react";
import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { renderWithMessages as render } from "../../../../test/components/with-messages.tsx";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { nothingAmiss } from "../../../../test/check-details.ts";
import { moveContext } from "../../../../test/components/move-context.ts";
import { TimesFailed } from "./times-failed.tsx";
import { TimesPanel } from "./times-panel.tsx";

const words = en.slots;
const day = "2026-12-15";
const startOf = (time: string) => Date.parse(`${day}T${time}:00.000Z`);
const slot = (time: string, verdict: Slot["verdict"]): Slot => ({ start: startOf(time), verdict });

const availability = (mentee: Availability["checks"]["mentee"]) =>
  availabilityOf({ checks: { coach: "checked", mentee, details: nothingAmiss } });

/** The panel as the mentee in Vancouver sees it: 18:00 UTC is 10:00 there. */
function panel(changes: Partial<Parameters<typeof TimesPanel>[0]> = {}) {
  return (
    <TimesPanel
      move={moveContext()}
      day={day}
      slots={[]}
      next={null}
      availability={availability("checked")}
      chosen={null}
      showAll
      heading={createRef()}
      panel={null}
      onShowAll={() => {}}
      onChoose={() => {}}
      {...changes}
    />
  );
}

const times = () => [...document.querySelectorAll("[data-slot]")];
const timeButton = (name: string) => page.getByRole("button", { name });

describe("TimesPanel", () => {
  it("says that it is checking while nothing is known, and shows no time", async () => {
    await render(panel({ availability: undefined }));

    await expect.element(page.getByText(words.checking)).toBeVisible();
    expect(times()).toEqual([]);
  });

  it.each([
    ["mutual", words.bothFree, true],
    ["menteeBusy", "you’re busy", true],
    ["outsideMenteeHours", words.outside, true],
    ["menteeUnknown", "your calendar is not checked", true],
    ["current", words.hereNow, false],
    ["taken", words.taken, false],
  ] as const)("says of a time that is %s: %s", async (verdict, said, isPickable) => {
    const onChoose = vi.fn();
    await render(panel({ slots: [slot("18:00", verdict)], onChoose }));
    const button = timeButton("10:00");

    await expect.element(button).toHaveAccessibleName(new RegExp(said));
    await button.click({ force: true });

    expect(onChoose.mock.calls).toEqual(isPickable ? [[startOf("18:00")]] : []);
    expect(button.element().getAttribute("aria-disabled")).toBe(isPickable ? null : "true");
  });

  it("names both people's time of day", async () => {
    await render(panel({ slots: [slot("18:00", "mutual")] }));

    await expect.element(timeButton("10:00")).toHaveAccessibleName(/18:00 for Sam/);
  });

  it("hides times that do not suit the reader until asked, but never the chosen one", async () => {
    const onShowAll = vi.fn();
    const slots = [
      slot("17:00", "menteeBusy"),
      slot("18:00", "mutual"),
      slot("19:00", "menteeBusy"),
    ];
    await render(panel({ slots, showAll: false, chosen: startOf("19:00"), onShowAll }));

    expect(times().map((time) => time.getAttribute("data-verdict"))).toEqual([
      "mutual",
      "menteeBusy",
    ]);
    await page.getByRole("switch").click();
    expect(onShowAll).toHaveBeenCalledWith(true);
  });

  it.each(["notConnected", "unreachable"] as const)(
    "offers no such choice when the reader's calendar is %s: nothing is known to conflict",
    async (mentee) => {
      const slots = [slot("18:00", "menteeUnknown")];
      await render(panel({ slots, availability: availability(mentee), showAll: false }));

      await expect.element(timeButton("10:00")).toBeVisible();
      expect(page.getByRole("switch").elements()).toEqual([]);
    },
  );

  it("leads from a day without times to the next time there is", async () => {
    const onChoose = vi.fn();
    const next = startOf("18:00") + 3 * dayMs;
    await render(panel({ next, onChoose }));

    await page.getByRole("button", { name: "Fri 18 Dec" }).click();

    expect(onChoose).toHaveBeenCalledWith(next);
  });

  it("is one tab stop with arrows inside, and Enter chooses", async () => {
    const onChoose = vi.fn();
    const slots = ["17:00", "18:00", "19:00"].map((time) => slot(time, "mutual"));
    await render(panel({ slots, onChoose }));
    const inTabOrder = times().filter((time) => time.getAttribute("tabindex") !== "-1");
    expect(inTabOrder).toHaveLength(1);

    timeButton("09:00").element().focus();
    await userEvent.keyboard("{ArrowDown}{Enter}");

    expect(onChoose.mock.calls).toEqual([[startOf("18:00")]]);
  });

  it("gives every time the height of a finger", async () => {
    await render(panel({ slots: [slot("18:00", "mutual")] }));

    expect(timeButton("10:00").element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  });
});

describe("TimesFailed", () => {
  it("says why, and asks once more on demand", async () => {
    const app = { code: "CAL_UNAVAILABLE", message: "", details: {} };
    const onRetry = vi.fn();
    await render(<TimesFailed error={{ data: { app } }} onRetry={onRetry} />);

    await expect
      .element(page.getByRole("alert"))
      .toMatchTextContent("Cal.com can’t be reached right now. Try again in a moment.");
    await page.getByRole("button", { name: words.tryAgain }).click();

    expect(onRetry).toHaveBeenCalledOnce();
  });

  it("has words for an answer that never came", async () => {
    await render(<TimesFailed error={new TypeError("Failed to fetch")} onRetry={() => {}} />);

    await expect.element(page.getByRole("alert")).toMatchTextContent(en.errors.codes.INTERNAL.what);
  });
});
