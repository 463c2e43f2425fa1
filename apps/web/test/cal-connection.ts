import type { CalConnectionView } from "@reslot/api";

/** A person who attends meetings and hosts none, and has not connected Cal.com. */
export const notConnected: CalConnectionView = {
  status: "notConnected",
  kind: null,
  calUsername: null,
  connectedAt: null,
  brokenCalendars: [],
  calendarNames: null,
  calendarsUrl: "https://app.cal.com/apps/installed/calendar",
  oauthAvailable: true,
  webhooks: "polling",
  pollingReason: null,
  leftAlone: [],
  upcomingCount: 0,
  upcomingPeople: 0,
  attendedCount: 2,
};

/** The same person, connected with an API key, both calendars read. */
export const connectedByKey: CalConnectionView = {
  ...notConnected,
  status: "connected",
  kind: "apiKey",
  calUsername: "maya-lindqvist",
  connectedAt: "2026-12-01T09:00:00.000Z",
  calendarNames: ["Work", "Home"],
  webhooks: "live",
};
