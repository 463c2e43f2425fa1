import type { RouterInputs } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { wholeList } from "@/features/meetings/list/list-query.ts";
import { MeetingsDesk } from "@/features/meetings/list/meetings-desk.tsx";
import { Keyboard } from "@/components/keys/keyboard.tsx";
import { LazyToaster } from "@/components/frame/lazy-toaster.tsx";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { noLanes, nothingAmiss } from "../../../../test/check-details.ts";
import { findProblems } from "../../../../test/components/axe-problems.ts";
import { noAnswerYet, refusal, renderAsPage } from "../../../../test/components/as-page.tsx";
import { startAddress } from "../../../../test/components/navigation-double.ts";
import { listedMeeting, listOf } from "../../../../test/meetings-list.ts";
import { Page } from "@/components/frame/page.tsx";

vi.mock("next/navigation", () => import("../../../../test/components/navigation-double.ts"));

type MoveInput = RouterInputs["booking"]["reschedule"];

const booking = {
  ...bookingDetails,
  role: "coach" as const,
  counterpart: { ...bookingDetails.counterpart, name: "Jonas Weber", timeZone: "Europe/Berlin" },
  coach: bookingDetails.coach,
  mentee: { name: "Jonas Weber", timeZone: "Europe/Berlin" },
};
const item = listedMeeting({
  role: "coach",
  counterpart: { ...listedMeeting().counterpart, name: "Jonas Weber", timeZone: "Europe/Berlin" },
});
const list = listOf([item]);

const starts = ["2026-12-14T13:00:00.000Z", "2026-12-15T11:00:00.000Z", "2026-12-16T10:00:00.000Z"];
const availability = {
  durationMinutes: 45,
  lengths: booking.lengths,
  slots: [],
  lanes: noLanes,
  checks: { coach: "checked", mentee: "checked", details: nothingAmiss },
  suggestions: starts.map((start) => ({ start, reasons: ["closeToOriginal"] })),
  nextMutualStart: null,
  nextCoachStart: null,
  asOf: "2026-12-10T00:00:00.000Z",
  answeredAt: "2026-12-10T00:00:00.000Z",
};

let sent: MoveInput[] = [];
beforeEach(() => {
  startAddress("");
  sent = [];
});

/** The list with one meeting, and what the API says to moves of it. */
async function renderList(answers: Record<string, unknown> = {}) {
  await renderAsPage(
    <Page>
      <MeetingsDesk opened={wholeList("upcoming")} initial={list} isConnected />
      <LazyToaster />
      <Keyboard singleKeys />
    </Page>,
    {
      now: parseInstant("2026-12-10T00:00:00Z"),
      answers: {
        "booking.list": list,
        "booking.get": booking,
        "booking.availability": availability,
        "booking.reschedule": (input: MoveInput) => {
          sent.push(input);
          const moved = { startTime: input.newStartTime, endTime: input.newEndTime };
          const version = booking.version + sent.length;
          const { attemptUlid } = input;
          return { outcome: "moved", attemptUlid, booking: { ...booking, ...moved, version } };
        },
        ...answers,
      },
    },
  );
}

const sheet = page.getByRole("dialog", { name: "Move Jonas Weber" });
const open = () =>
  page
    .getByRole("listitem")
    .getByRole("link", { name: /^Move / })
    .click();
const choose = () => sheet.getByRole("radio", { name: "Tue 15 Dec, 11:00" }).click();

describe("moving a meeting from the list", () => {
  it("takes three clicks, and undo moves it back without a review", async () => {
    await renderList();
    await open();
    await expect.element(sheet).toMatchTextContent("Good times near Mon 14 Dec");
    await expect.element(sheet).toMatchTextContent("Mon 14 Dec, 18:00 – 18:45");
    await choose();
    await sheet.getByRole("button", { name: "Move to Tue 15 Dec, 11:00" }).click();

    await expect.element(sheet).not.toBeInTheDocument();
    await expect.element(page.getByText("Moved to Tue 15 Dec, 11:00")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.element(page.getByText("Moved back to Mon 14 Dec, 18:00")).toBeVisible();
    expect(sent).toMatchObject([
      { newStartTime: starts[1], newEndTime: "2026-12-15T11:45:00.000Z", expectedVersion: 1 },
      { newStartTime: booking.startTime, newEndTime: booking.endTime, expectedVersion: 2 },
    ]);
  });

  it("works with the keyboard alone: the first time has the focus, and Enter moves", async () => {
    await renderList();
    await open();
    await expect.element(sheet.getByRole("radio").first()).toHaveFocus();
    await userEvent.keyboard(" {Enter}");
    await expect.poll(() => sent.length).toBe(1);
    expect(sent[0]?.newStartTime).toBe(starts[0]);
  });

  it("takes five keys from the list to moved, and z moves it back", async () => {
    await renderList();
    await userEvent.keyboard("jm");
    await expect.element(sheet.getByRole("radio").first()).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await expect.element(page.getByText("Moved to Wed 16 Dec, 10:00")).toBeVisible();
    await userEvent.keyboard("z");
    await expect.poll(() => sent.length).toBe(2);
    expect(sent.map(({ newStartTime }) => newStartTime)).toEqual([starts[2], booking.startTime]);
  });

  it("goes back to where it was opened when it is closed", async () => {
    await renderList();
    await open();
    await expect.element(sheet.getByRole("radio").first()).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.element(sheet).not.toBeInTheDocument();
    expect(document.activeElement?.textContent).toBe("Move");
    expect(sent).toEqual([]);
  });

  it("leaves the focus with the meeting that was moved, whose row is on another day by then", async () => {
    const listed = () => {
      const [move] = sent;
      if (!move) return list;
      return listOf([{ ...item, startTime: move.newStartTime, endTime: move.newEndTime }]);
    };
    await renderList({ "booking.list": listed });
    await open();
    await choose();
    await sheet.getByRole("button", { name: "Move to Tue 15 Dec, 11:00" }).click();
    await expect.element(sheet).not.toBeInTheDocument();
    await expect
      .element(
        page.getByRole("link", { name: "Move Jonas Weber, Coaching, Tue 15 Dec, 11:00" }).last(),
      )
      .toHaveFocus();
  });

  it("stays open when the move is refused, and says where the meeting is", async () => {
    await renderList({ "booking.reschedule": refusal("MENTEE_CONFLICT") });
    await open();
    await choose();
    await sheet.getByRole("button", { name: "Move to Tue 15 Dec, 11:00" }).click();
    await expect.element(sheet.getByRole("alert")).toMatchTextContent("Mon 14 Dec, 18:00");
    await expect.element(sheet.getByRole("radio", { name: "Tue 15 Dec" })).toBeChecked();
  });

  it("counts nothing that is not known: times that are checked, failed or not known", async () => {
    await renderList({ "booking.availability": noAnswerYet });
    await open();
    await expect.element(sheet.getByRole("status")).toMatchTextContent("Checking…");
    await expect.element(sheet).not.toMatchTextContent("No shared time");
  });

  it("leaves no old time on the card of the next meeting while the move is out", async () => {
    await renderList({ "booking.reschedule": noAnswerYet });
    const next = page.getByRole("region", { name: "Next meeting" });
    await expect.element(next).toMatchTextContent("18:00");
    await open();
    await sheet.getByRole("radio").first().click();
    await sheet.getByRole("button", { name: /^Move to/ }).click();
    await expect
      .poll(() => document.querySelector("[aria-label='Next meeting']")?.textContent)
      .toContain("Moving…");
    expect(document.querySelector("[aria-label='Next meeting']")?.textContent).not.toMatch(/18:00/);
  });

  it("says when the meeting can't be read, and asks for it again", async () => {
    const answers = [refusal("CAL_UNAVAILABLE")];
    await renderList({ "booking.get": () => answers.shift() ?? booking });
    await open();
    await expect.element(sheet.getByRole("alert")).toMatchTextContent("can’t be loaded right now");
    await expect.element(sheet).not.toMatchTextContent("Checking…");
    await sheet.getByRole("button", { name: "Try again" }).click();
    await expect.element(sheet.getByRole("radio").first()).toBeVisible();
  });

  it("says that the other person's calendar is not known", async () => {
    const checks = { ...availability.checks, mentee: "notConnected" };
    await renderList({ "booking.availability": { ...availability, checks } });
    await open();
    await expect.element(sheet).toMatchTextContent("You are free near Mon 14 Dec");
    await expect.element(sheet).toMatchTextContent("Jonas’s calendar is not known.");
  });

  it("has no accessibility problems", async () => {
    await renderList();
    await open();
    await choose();
    expect(await findProblems()).toEqual([]);
  });
});
