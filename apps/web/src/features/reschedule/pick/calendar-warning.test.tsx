import type { Availability } from "@reslot/api";
import { minuteMs } from "@reslot/cal/time";
import { en } from "@reslot/messages/en";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { nothingAmiss } from "../../../../test/check-details.ts";
import { moveContext } from "../../../../test/components/move-context.ts";
import { CalendarWarning } from "./calendar-warning.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const words = en.pick.warning;
const calendarsUrl = "https://app.cal.com/apps/installed/calendar";

function warn(
  role: "coach" | "mentee",
  mentee: Availability["checks"]["mentee"],
  {
    shareFor = null,
    isAgain = false,
    ...some
  }: Partial<Availability["checks"]["details"]> & {
    shareFor?: string | null;
    isAgain?: boolean;
  } = {},
) {
  const onRetry = vi.fn();
  const { people } = moveContext({ role });
  const details = { ...nothingAmiss, calendarsRead: 0, ...some };
  return renderAsPage(
    <CalendarWarning
      {...{ people, isAgain, onRetry }}
      checks={{ coach: "checked", mentee, details }}
      here="/meetings/1/reschedule"
      shareFor={shareFor}
    />,
    { answers: { "calConnection.get": { calendarsUrl, oauthAvailable: false } } },
  );
}

const notice = () => page.getByRole("status");

describe("CalendarWarning about a broken calendar connection", () => {
  const google = [{ integration: "Google Calendar" }];

  it("tells the coach the provider, and that moving takes a reason", async () => {
    await warn("coach", "unreachable", { broken: google });

    await expect
      .element(notice())
      .toMatchTextContent("Alex’s Google Calendar connection in Cal.com has stopped working");
    await expect.element(notice()).toMatchTextContent("with a reason");
    expect(page.getByRole("link").elements()).toEqual([]);
  });

  it("leads the mentee to Cal.com, where it is mended", async () => {
    await warn("mentee", "unreachable", { broken: google });

    await expect
      .element(notice())
      .toMatchTextContent("Your Google Calendar connection in Cal.com has stopped working");
    await expect
      .element(page.getByRole("link", { name: words.mend }))
      .toHaveAttribute("href", calendarsUrl);
    await expect.element(page.getByRole("button", { name: words.tryAgain })).toBeVisible();
  });

  it("names several providers once each, and none that Cal.com does not name", async () => {
    await warn("coach", "unreachable", {
      broken: [...google, ...google, { integration: "Outlook" }],
    });
    await expect.element(notice()).toMatchTextContent("Alex’s Google Calendar, Outlook connection");
  });

  it("says so where Cal.com does not name the provider", async () => {
    await warn("coach", "unreachable", { broken: [{ integration: null }] });

    await expect
      .element(notice())
      .toMatchTextContent("A calendar connection of Alex in Cal.com has stopped working");
  });
});

describe("CalendarWarning about a mentee without a calendar", () => {
  it("calls nothing free, for both people", async () => {
    const { unmount } = await warn("coach", "nothingToCheck");
    await expect.element(notice()).toMatchTextContent("Alex has no calendar to check");
    await expect.element(notice()).toMatchTextContent("we don’t know when Alex is free");
    await unmount();

    await warn("mentee", "nothingToCheck");
    await expect.element(notice()).toMatchTextContent(words.nothingTitle);
    await expect
      .element(page.getByRole("link", { name: words.addCalendar }))
      .toHaveAttribute("href", calendarsUrl);
  });
});

it("CalendarWarning says that we wait where a rate limit is all that stops us, and else that we can’t read", async () => {
  const { unmount } = await warn("mentee", "unreachable", { retryAfterMs: 20_000 });
  await expect.element(notice()).toMatchTextContent(words.waitingTitle);
  await expect.element(notice()).toMatchTextContent("so we wait about 1 min before");
  await expect.element(notice()).toMatchTextContent("We don’t know when you are free.");
  await unmount();

  const other = await warn("coach", "unreachable", { retryAfterMs: 40 * minuteMs });
  await expect.element(notice()).toMatchTextContent("Alex’s calendar has been read very often");
  await expect.element(notice()).toMatchTextContent("so we wait about 40 min before");
  await other.unmount();

  await warn("coach", "unreachable");
  await expect.element(notice()).toMatchTextContent("Alex’s calendar can’t be read right now");
});

it("CalendarWarning asks the mentee to connect again, and comes back to the page", async () => {
  await warn("mentee", "notConnected", { isAgain: true });

  await expect.element(notice()).toMatchTextContent(words.reconnectTitle);
  await expect
    .element(page.getByRole("link", { name: words.reconnectAction }))
    .toHaveAttribute("href", "/settings/calendar?returnTo=%2Fmeetings%2F1%2Freschedule");
});

it("CalendarWarning is silent about a calendar that was read", async () => {
  await warn("coach", "checked");

  expect(notice().elements()).toEqual([]);
});

it("CalendarWarning says before the click that connecting lets the coach see when the mentee is busy", async () => {
  await warn("mentee", "notConnected", { shareFor: "01KC3M8QZ4ABCDEFGHJKMNPQRT" });

  await expect
    .element(notice())
    .toMatchTextContent(
      /Want to connect your Cal.com account now\? .*Sam.* then sees when you’re busy/,
    );
});

it("CalendarWarning says that the mentee has not shared their calendar with the coach", async () => {
  await warn("coach", "notShared");

  await expect.element(notice()).toMatchTextContent(/Alex.* hasn’t let you see/);
});
