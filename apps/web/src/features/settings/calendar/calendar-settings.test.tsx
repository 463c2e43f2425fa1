import type { CalConnectionView } from "@reslot/api";
import { en } from "@reslot/messages/en";
import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import {
  connectedByKey as connected,
  notConnected as unconnected,
} from "../../../../test/cal-connection.ts";
import { type Arrival, CalendarSettings } from "./calendar-settings.tsx";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push, refresh() {} }) }));

const words = en.settings;

function renderSettings(
  connection: CalConnectionView,
  arrival: Partial<Arrival> = {},
  answers: Record<string, unknown> = {},
) {
  return renderAsPage(
    <CalendarSettings
      initial={connection}
      arrival={{ returnTo: null, problem: null, isConnected: false, ...arrival }}
    />,
    { answers: { "calConnection.get": connection, ...answers } },
  );
}

const connectLink = (name: string) => page.getByRole("link", { name });

describe("CalendarSettings", () => {
  it("tells calendars that could not be read from none", async () => {
    await renderSettings({ ...connected, calendarNames: null });

    await expect.element(page.getByText(words.calendarsNotRead)).toBeVisible();
    expect(page.getByText(/No calendar is checked/).elements()).toEqual([]);
  });

  it.each(Object.entries(en.connect))(
    "explains what to do after connecting failed: %s",
    async (problem, { title, body }) => {
      await renderSettings(unconnected, { problem: problem as Arrival["problem"] });

      const alert = page.getByRole("alert");
      await expect.element(alert).toMatchTextContent(title);
      await expect.element(alert).toMatchTextContent(body);
      await expect.element(connectLink(words.oauth.action)).toBeVisible();
    },
  );

  it.each([600, 1024, 1920])(
    "connects by a button that is as wide as its words, %i px wide",
    async (width) => {
      await page.viewport(width, 900);
      await renderSettings({ ...unconnected, oauthAvailable: false });

      const submit = page.getByRole("button", { name: words.key.action }).element();
      const form = submit.closest("form");
      expect(submit.getBoundingClientRect().width).toBeLessThan((form?.offsetWidth ?? 0) / 2);
    },
  );

  it("calls no meeting movable by a connection that Cal.com no longer accepts", async () => {
    const host = { ...connected, upcomingCount: 43, upcomingPeople: 31 };
    const movable = page.getByText(/can be moved because of this connection/);
    const { unmount } = await renderSettings(host);
    await expect.element(movable).toMatchTextContent("43 upcoming meetings with 31 people");
    await unmount();

    await renderSettings({ ...host, status: "needsReconnect" });
    await expect.element(page.getByText(words.reconnect.title)).toBeVisible();
    expect(movable.elements()).toEqual([]);
  });

  it("names a calendar connection that has stopped working, and links to where it is mended", async () => {
    const brokenCalendars = [{ integration: "Google Calendar" }];
    await renderSettings({ ...connected, brokenCalendars });

    await expect
      .element(page.getByText("Your Google Calendar connection in Cal.com has stopped working"))
      .toBeVisible();
    await expect
      .element(page.getByRole("link", { name: words.mend }))
      .toHaveAttribute("href", connected.calendarsUrl);
    await expect.element(page.getByText(words.leads.broken)).toBeVisible();
    expect(page.getByText(words.leads.connected).elements()).toEqual([]);
  });

  it("says which calendars are checked, or that there is none", async () => {
    const { unmount } = await renderSettings(connected);
    await expect
      .element(page.getByText("2 calendars are checked for conflicts: Work, Home"))
      .toBeVisible();
    await unmount();

    await renderSettings({ ...connected, calendarNames: [] });
    await expect.element(page.getByText("No calendar is checked for conflicts")).toBeVisible();
    await expect.element(page.getByText(words.leads.nothing)).toBeVisible();
  });

  it.each([
    ["live updates are on", { webhooks: "live", pollingReason: null }, words.updates.live],
    [
      "they are being set up",
      { webhooks: "polling", pollingReason: "settingUp" },
      words.updates.settingUp,
    ],
    [
      "Cal.com does not allow them with a key",
      { webhooks: "polling", pollingReason: "notAllowed" },
      "To turn them on, disconnect, and connect again by signing in at Cal.com.",
    ],
    [
      "not everything was allowed at Cal.com",
      { kind: "oauth", webhooks: "polling", pollingReason: "notAllowed" },
      "disconnect, connect again, and allow everything that Cal.com lists.",
    ],
    [
      "Cal.com does not allow them with a key, which is all there is",
      { oauthAvailable: false, webhooks: "polling", pollingReason: "notAllowed" },
      "in the next 30 days. You don’t need to do anything.",
    ],
    [
      "Cal.com cannot reach this site",
      { webhooks: "polling", pollingReason: "addressRefused" },
      words.updates.addressRefused,
    ],
  ] as const)("says that %s", async (_, updates, sentence) => {
    await renderSettings({ ...connected, ...updates });

    await expect.element(page.getByText(sentence)).toBeVisible();
  });

  it("says nothing of live updates for an account that needs to be reconnected", async () => {
    await renderSettings({ ...connected, status: "needsReconnect", webhooks: "polling" });

    await expect.element(page.getByText("maya-lindqvist")).toBeVisible();
    expect(page.getByText(/live updates are/i).elements()).toEqual([]);
  });

  it("shows which meetings are not here, and why", async () => {
    await renderSettings({
      ...connected,
      leftAlone: [
        { name: "Jo Doe", count: 2, reason: "noAccount" },
        { name: "Kim Roe", count: 1, reason: "severalPeople" },
      ],
    });

    const list = page.getByRole("list", { name: words.leftAlone.title });
    await expect.element(list).toMatchTextContent("2 meetings: Jo Doe has no account");
    await expect.element(list).toMatchTextContent("1 meeting with Kim Roe: more than two people");
  });

  it("confirms a connection that was just made, and offers to end it", async () => {
    await renderSettings(connected, { isConnected: true });

    await expect.element(page.getByRole("status")).toMatchTextContent(words.connectedNow);
    await expect.element(page.getByText("maya-lindqvist")).toBeVisible();
    expect(connectLink(words.oauth.action).elements()).toEqual([]);
  });

  it("asks before it disconnects, counts what that costs a host, and keeps the focus", async () => {
    const host = { ...connected, upcomingCount: 43, upcomingPeople: 31, attendedCount: 0 };
    const disconnect = vi.fn(() => ({ ...unconnected, upcomingCount: 43, attendedCount: 0 }));
    await renderSettings(host, {}, { "calConnection.disconnect": disconnect });
    const dialog = page.getByRole("alertdialog", { name: words.disconnectAsk.title });
    const open = page.getByRole("button", { name: words.disconnectAction });

    await open.click();
    await expect.element(dialog).toMatchTextContent("43 upcoming meetings can no longer be moved");
    await expect
      .element(dialog.getByRole("button", { name: words.disconnectAsk.stay }))
      .toHaveFocus();
    await userEvent.keyboard("{Escape}");
    expect(dialog.elements()).toEqual([]);
    await expect.element(open).toHaveFocus();
    expect(disconnect).not.toHaveBeenCalled();

    await open.click();
    await dialog.getByRole("button", { name: words.disconnect, exact: true }).click();
    await expect.element(page.getByRole("heading", { name: words.calendar })).toHaveFocus();
    await expect.element(page.getByText("No one can move your 43 upcoming meetings")).toBeVisible();
    expect(disconnect).toHaveBeenCalledOnce();
  });

  it("says nothing of a loss before it disconnects what Cal.com has ended already", async () => {
    await renderSettings({ ...connected, status: "needsReconnect", upcomingCount: 43 });
    await page.getByRole("button", { name: words.disconnectAction }).click();

    const dialog = page.getByRole("alertdialog");
    await expect
      .element(dialog)
      .toMatchTextContent("has already ended this connection. 43 upcoming");
    await expect.element(dialog).not.toMatchTextContent("can no longer be moved");
    const stay = dialog.getByRole("button", { name: words.disconnectAsk.stayEnded });
    await expect.element(stay).toHaveFocus();
  });

  it("tells a mentee, and not a host, that meetings can be moved without it", async () => {
    const { unmount } = await renderSettings(unconnected);
    await expect.element(page.getByText(words.leads.notConnectedGuest)).toBeVisible();
    await unmount();

    await renderSettings({ ...unconnected, attendedCount: 0 });
    await expect.element(page.getByText(words.leads.notConnected)).toBeVisible();
  });

  it("speaks German where that is the reader's language", async () => {
    await renderAsPage(
      <CalendarSettings
        initial={{ ...connected, upcomingCount: 1, upcomingPeople: 1 }}
        arrival={{ returnTo: null, problem: null, isConnected: false }}
      />,
      { answers: { "calConnection.get": connected }, language: "de" },
    );
    await expect.element(page.getByText("seit Di, 1. Dez. 2026")).toBeVisible();
    await expect
      .element(page.getByText("2 Kalender werden auf Überschneidungen geprüft: Work, Home"))
      .toBeVisible();
  });

  it("asks to reconnect when Cal.com no longer accepts the connection", async () => {
    await renderSettings({ ...connected, status: "needsReconnect" });

    await expect.element(page.getByRole("status")).toMatchTextContent(words.reconnect.title);
    await expect.element(connectLink(words.oauth.again)).toBeVisible();
  });

  it("offers an API key alone where signing in at Cal.com is not set up", async () => {
    await renderSettings({ ...unconnected, oauthAvailable: false });

    await expect.element(page.getByLabelText(words.key.label)).toBeVisible();
    expect(connectLink(words.oauth.action).elements()).toEqual([]);
  });

  it("returns to the page that led here once a key is accepted", async () => {
    const returnTo = "/meetings/01KC3M8QZ4ABCDEFGHJKMNPQRT";
    const answers = { "calConnection.connectWithApiKey": connected };
    await renderSettings(unconnected, { returnTo }, answers);
    await expect.element(page.getByLabelText(words.key.label)).not.toBeVisible();
    await page.getByText(words.key.instead).click();

    await page.getByRole("button", { name: words.key.action }).click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(words.key.missing);
    expect(push).not.toHaveBeenCalled();
    await page.getByLabelText(words.key.label).fill("cal_live_123");
    await page.getByRole("button", { name: words.key.action }).click();

    await expect.element(page.getByText("maya-lindqvist")).toBeVisible();
    expect(push.mock.calls).toEqual([[returnTo]]);
  });
});
