import { refreshFeeds } from "../feeds/refresh-feeds.ts";
import { calendarsOf } from "../state/find.ts";
import { formatInstant } from "../time/instant.ts";
import { internalError, refuse } from "../http/problem.ts";
import { callerOf, success, type Answer, type Call } from "../http/route.ts";
import type { Calendar } from "../state/state.ts";
import { readBusyQuery } from "./busy-query.ts";
import { hourMs } from "../../time/durations.ts";

const integration = "ics-feed_calendar";
const connectedAt = "2026-01-05T09:00:00.000Z";

/** GET /v2/calendars: one connection per credential, with its calendars. */
export function listCalendars(call: Call): Answer {
  const calendars = calendarsOf(call.world, callerOf(call).id);
  const [first] = calendars;
  const credentials = [...new Set(calendars.map(({ credentialId }) => credentialId))];
  return success({
    connectedCalendars: credentials.map((id) =>
      viewConnection(
        id,
        calendars.filter(({ credentialId }) => credentialId === id),
      ),
    ),
    destinationCalendar:
      first === undefined
        ? null
        : {
            id: first.credentialId,
            integration: "",
            externalId: first.externalId,
            primaryEmail: null,
            userId: first.userId,
            eventTypeId: null,
            credentialId: first.credentialId,
            createdAt: connectedAt,
            updatedAt: connectedAt,
            delegationCredentialId: null,
            domainWideDelegationCredentialId: null,
            customCalendarReminder: null,
          },
  });
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
 * it. Another person's credential gives 401 although the token is valid; a feed that cannot be
 * fetched gives 500.
 */
export async function listBusyTimes(call: Call): Promise<Answer> {
  const query = readBusyQuery(call.query);
  const own = calendarsOf(call.world, callerOf(call).id);
  const chosen = query.wanted.map((wanted) =>
    own.find((calendar) => calendar.credentialId === wanted.credentialId),
  );
  if (chosen.includes(undefined)) throw refuse(401, "These credentials do not belong to you");
  const asked = own.filter((calendar) => query.wanted.some((wanted) => isSame(calendar, wanted)));
  if (!(await refreshFeeds(call.world, asked))) throw internalError();
  const [from, to] = [query.from - 11 * hourMs, query.to + 14 * hourMs];
  const busy = asked
    .flatMap((calendar) => calendar.busy)
    .filter((entry) => entry.start < to && entry.end > from)
    .toSorted((a, b) => a.start - b.start);
  return success(
    busy.map(({ start, end, title }) => ({
      start: formatInstant(start),
      end: formatInstant(end),
      title,
      source: "ics-feed",
    })),
  );
}

function isSame(calendar: Calendar, wanted: { credentialId: number; externalId: string }): boolean {
  return calendar.credentialId === wanted.credentialId && calendar.externalId === wanted.externalId;
}
