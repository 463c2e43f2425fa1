import type { NotMovableReason } from "@reslot/api";
import { en } from "@reslot/messages/en";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { bookingDetails } from "../../../test/booking-details.ts";
import { renderAsPage } from "../../../test/components/as-page.tsx";
import { MoveOrReason } from "./move-or-reason.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const connection = { oauthAvailable: true };
const because = (reason: NotMovableReason) => ({ allowed: false, reason }) as const;
const show = (changes: Partial<typeof bookingDetails>, answers = {}, isAsked = false) =>
  renderAsPage(<MoveOrReason booking={{ ...bookingDetails, ...changes }} isAsked={isAsked} />, {
    answers: { "calConnection.get": connection, "booking.get": bookingDetails, ...answers },
  });

describe("the way to a new time on a meeting's page", () => {
  it("is a link where the meeting can be moved", async () => {
    await show({});

    const link = page.getByRole("link", { name: en.meeting.reschedule });
    await expect.element(link).toHaveAttribute("href", expect.stringMatching(/reschedule$/));
  });

  it.each([
    ["past", /has already started/],
    ["cancelled", /was cancelled/],
    ["rejected", /was declined/],
    ["inProgress", /is being moved right now/],
    ["disabled", /Meetings of this kind can’t be moved/],
    ["noticeTooShort", /Sam’s notice period does not allow it/],
    ["hostMayChange", /could give this meeting to another host/],
    ["hostChanged", /Its host in Cal\.com does not use Reslot/],
    ["attendeeChanged", /Its attendee in Cal\.com does not use Reslot/],
    ["gone", /Cal\.com no longer knows this meeting/],
  ] as const)("is the reason, and no button, where it cannot: %s", async (reason, words) => {
    await show({ reschedule: because(reason) });

    await expect.element(page.getByText(words)).toBeVisible();
    expect(page.getByRole("link").elements()).toEqual([]);
    expect(page.getByRole("button").elements()).toEqual([]);
  });

  it("leads a coach who is not connected to connecting, and back", async () => {
    await show({ role: "coach", reschedule: because("coachNotConnected") });

    const link = page.getByRole("link", { name: en.connectFirst.connect });
    await expect
      .element(link)
      .toHaveAttribute("href", expect.stringMatching(/^\/api\/cal\/connect\?returnTo=/));
  });

  it("lets a mentee tell the coach, and says when that is possible again", async () => {
    const reminded = vi.fn(() => ({ nextAllowedAt: "2026-12-17T09:00:00.000Z" }));
    const answers = { "calConnection.remindCoach": reminded };
    await show({ reschedule: because("coachNotConnected") }, answers);

    await page.getByRole("button", { name: "Let Sam know" }).click();

    await expect.element(page.getByText(/remind Sam again on Thu 17 Dec/)).toBeVisible();
    expect(reminded).toHaveBeenCalledWith({ bookingUlid: bookingDetails.ulid });
    expect(page.getByRole("button").elements()).toEqual([]);
  });

  it.each([
    ["mentee", "button", "Let Sam know"],
    ["coach", "link", en.connectFirst.connect],
  ] as const)(
    "is not the main button of a %s who is asked something else",
    async (role, kind, name) => {
      const lookOf = () => getComputedStyle(page.getByRole(kind, { name }).element());
      const notConnected = { role, reschedule: because("coachNotConnected") };
      const { unmount } = await show(notConnected);
      await expect.element(page.getByRole(kind, { name })).toBeVisible();
      const { backgroundColor: main } = lookOf();
      await unmount();

      await show(notConnected, {}, true);
      await expect.element(page.getByRole(kind, { name })).toBeVisible();
      expect(lookOf().backgroundColor).not.toBe(main);
    },
  );

  it("does not offer it within the week", async () => {
    const nextRemindAt = "2026-12-16T09:00:00.000Z";
    await show({ nextRemindAt, reschedule: because("coachNotConnected") });

    await expect.element(page.getByText(/remind Sam again on Wed 16 Dec/)).toBeVisible();
    expect(page.getByRole("button").elements()).toEqual([]);
  });
});
