import { refreshFeeds } from "../feeds/refresh-feeds.ts";
import { internalError, refuse } from "../http/problem.ts";
import { callerOf, success, type Answer, type Call } from "../http/route.ts";
import type { Calendar } from "../state/state.ts";
import { readBusyQuery } from "./busy-query.ts";
import { connectionsOf, workingCalendarsOf } from "./calendar-connections.ts";
import { freeBusyRows } from "./free-busy.ts";
import { hourMs } from "../../time/durations.ts";

const integration = "ics-feed_calendar";
const connectedAt = "2026-01-05T09:00:00.000Z";

/**
 * GET /v2/calendars: one connection per credential, with its calendars; a broken one has an `error`
 * in their place. Without any, `destinationCalendar` is empty.
 */
export function listCalendars(call: Call): Answer {
  const connections = connectionsOf(call.world, callerOf(call).id);
  const [first] = connections.flatMap(({ calendars }) => calendars ?? []);
  return success({
    connectedCalendars: connections.map(({ credentialId, calendars }) =>
      calendars === null ? viewBroken(credentialId) : viewConnection(credentialId, calendars),
    ),
    destinationCalendar: first === undefined ? {} : viewDestination(first),
  });
}

function viewDestination({ credentialId, externalId, userId }: Calendar): object {
  return {
    id: credentialId,
    integration: "",
    externalId,
    primaryEmail: null,
    userId,
    eventTypeId: null,
    credentialId,
    createdAt: connectedAt,
    updatedAt: connectedAt,
    delegationCredentialId: null,
    domainWideDelegationCredentialId: null,
    customCalendarReminder: null,
  };
}

function viewBroken(credentialId: number): object {
  return {
    integration: {
      name: "Google Calendar",
      title: "Google Calendar",
      slug: "google-calendar",
      type: "google_calendar",
    },
    credentialId,
    error: { message: "Could not get connected calendars" },
  };
}

function viewCalendar({ name, externalId, selected, credentialId }: Calendar): object {
  return {
    name,
    readOnly: true,
    externalId,
    integrationName: integration,
    primary: null,
    isSelected: selected,
    credentialId,
    delegationCredentialId: null,
  };
}

function viewConnection(credentialId: number, calendars: readonly Calendar[]): object {
  const entries = calendars.map(viewCalendar);
  return {
    integration: {
      appData: null,
      dirName: "ics-feedcalendar",
      __template: "",
      name: "ICS Feed",
      title: "ICS Feed",
      slug: "ics-feed",
      type: integration,
      logo: "/app-store/ics-feedcalendar/icon.svg",
      variant: "calendar",
      categories: ["calendar"],
      publisher: "Cal.com, Inc.",
      email: "help@cal.com",
      description: "Busy times of a calendar that publishes a feed.",
      isTemplate: false,
      locationOption: null,
    },
    credentialId,
    delegationCredentialId: null,
    primary: entries[0],
    calendars: entries,
  };
}

/**
 * GET /v2/calendars/busy-times: events of the requested calendars, without Cal.com bookings and
 * working hours. The window is padded by −11 h and +14 h, so the response may contain times outside
 * it. Another person's credential gives 401 although the token is valid; a broken connection, or a
 * feed that cannot be fetched, gives 500.
 */
export async function listBusyTimes(call: Call): Promise<Answer> {
  const query = readBusyQuery(call.query);
  const { id: userId } = callerOf(call);
  const connections = connectionsOf(call.world, userId);
  const chosen = query.wanted.map((wanted) =>
    connections.find(({ credentialId }) => credentialId === wanted.credentialId),
  );
  if (chosen.includes(undefined)) throw refuse(401, "These credentials do not belong to you");
  if (chosen.some((connection) => connection?.calendars === null)) throw internalError();
  const own = workingCalendarsOf(call.world, userId);
  const asked = own.filter((calendar) => query.wanted.some((wanted) => isSame(calendar, wanted)));
  if (!(await refreshFeeds(call.world, asked))) throw internalError();
  const range = { start: query.from - 11 * hourMs, end: query.to + 14 * hourMs };
  return success(asked.flatMap((calendar) => freeBusyRows(calendar, range)).toSorted(byStart));
}

/** Rows in the order of their starts; what has none keeps its place at the end. */
function byStart(a: unknown, b: unknown): number {
  return startOf(a) < startOf(b) ? -1 : Number(startOf(a) > startOf(b));
}

function startOf(row: unknown): string {
  const hasStart = typeof row === "object" && row !== null && "start" in row;
  return hasStart && typeof row.start === "string" ? row.start : "~";
}

function isSame(calendar: Calendar, wanted: { credentialId: number; externalId: string }): boolean {
  return calendar.credentialId === wanted.credentialId && calendar.externalId === wanted.externalId;
}
