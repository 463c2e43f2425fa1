import type { Availability } from "@reslot/api";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { nothingAmiss } from "../../../../test/check-details.ts";
import { moveContext } from "../../../../test/components/move-context.ts";
import { ChecksLine } from "./checks-line.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

function line(
  role: "coach" | "mentee",
  details: Partial<Availability["checks"]["details"]>,
  mentee: Availability["checks"]["mentee"] = "checked",
) {
  const at = new Date(Date.now()).toISOString();
  return renderAsPage(
    <ChecksLine
      people={moveContext({ role }).people}
      checks={{ coach: "checked", mentee, details: { ...nothingAmiss, at, ...details } }}
    />,
    { now: Date.now() },
  );
}

const shown = () => page.getByText(/Read |to check/);

describe("ChecksLine", () => {
  it("tells the coach how many calendars were read and what is not visible, and no name", async () => {
    await line("coach", { calendarsRead: 2, unseen: ["travel", "outOfOffice"] });

    await expect
      .element(shown())
      .toMatchTextContent(
        "Read just now: 2 calendars of Alex’s. Travel schedules are not visible to Reslot. Days out of office are not visible to Reslot.",
      );
  });

  it("tells the mentee which ones, at most five of them", async () => {
    const calendarNames = ["Work", "Home", "Kids", "Club", "Choir", "Dentist"];
    await line("mentee", { calendarsRead: 6, calendarNames });

    await expect
      .element(shown())
      .toMatchTextContent("Read just now: 6 calendars of yours (Work, Home, Kids, Club, Choir…).");
  });

  it("says that working hours are missing, and that there was no calendar", async () => {
    await line("coach", { calendarsRead: 0, unseen: ["travel", "hours"] }, "nothingToCheck");

    await expect.element(shown()).toMatchTextContent("Cal.com has no calendar of Alex’s to check.");
    await expect.element(shown()).toMatchTextContent("Alex has set no working hours in Cal.com");
  });

  it("is silent where nothing was read", async () => {
    await line("coach", {}, "unreachable");

    expect(shown().elements()).toEqual([]);
  });
});
