import { calendarsOf } from "../find.ts";
import { formatInstant } from "../instant.ts";
import { refuse } from "../problem.ts";
import { callerOf, success, type Answer, type Call } from "../route.ts";
import type { Calendar } from "../state.ts";
import { readBusyQuery } from "./busy-query.ts";

const hour = 60 * 60_000;
const integration = "google_calendar";

/** GET /v2/calendars: one connection for each calendar account. */
export function listCalendars(call: Call): Answer {
  const calendars = calendarsOf(call.world, callerOf(call).id);
  const [first] = calendars;
  return success({
    connectedCalendars: calendars.map(viewConnection),
    destinationCalendar:
      first === undefined
        ? null
        : {
            id: first.credentialId,
            integration,
            externalId: first.externalId,
            primaryEmail: null,
            userId: first.userId,
            eventTypeId: null,
            credentialId: first.credentialId,
            delegationCredentialId: null,
          },
  });
}

function viewConnection(calendar: Calendar): object {
  const entry = {
    name: calendar.name,
    readOnly: false,
    externalId: calendar.externalId,
    integrationName: integration,
    integration,
    primary: true,
    email: calendar.externalId,
    isSelected: calendar.selected,
    credentialId: calendar.credentialId,
    delegationCredentialId: null,
  };
  return {
    integration: {
      appData: null,
      dirName: "googlecalendar",
      __template: "",
      name: "Google Calendar",
      title: "Google Calendar",
      slug: "google-calendar",
      type: integration,
      logo: "/app-store/googlecalendar/icon.svg",
      variant: "calendar",
      categories: ["calendar"],
      publisher: "Cal.com, Inc.",
      email: "help@cal.com",
      description: "A calendar of the stand-in.",
      isTemplate: false,
      locationOption: null,
    },
    credentialId: calendar.credentialId,
    delegationCredentialId: null,
    primary: entry,
    calendars: [entry],
  };
}

/**
 * GET /v2/calendars/busy-times: events of the asked calendars only, no Cal.com bookings and no working hours. The
 * window is padded by −11 h and +14 h, so answers may lie outside what was asked. Somebody else's credential is a 401
 * although the token is fine.
 */
export function listBusyTimes(call: Call): Answer {
  const query = readBusyQuery(call.query);
  const own = calendarsOf(call.world, callerOf(call).id);
  const chosen = query.wanted.map((wanted) =>
    own.find((calendar) => calendar.credentialId === wanted.credentialId),
  );
  if (chosen.includes(undefined)) throw refuse(401, "These credentials do not belong to you");
  const [from, to] = [query.from - 11 * hour, query.to + 14 * hour];
  const busy = own
    .filter((calendar) => query.wanted.some((wanted) => isSame(calendar, wanted)))
    .flatMap((calendar) => calendar.busy)
    .filter((entry) => entry.start < to && entry.end > from)
    .toSorted((a, b) => a.start - b.start);
  return success(
    busy.map(({ start, end, title }) => ({
      start: formatInstant(start),
      end: formatInstant(end),
      title,
      source: integration,
    })),
  );
}

function isSame(calendar: Calendar, wanted: { credentialId: number; externalId: string }): boolean {
  return calendar.credentialId === wanted.credentialId && calendar.externalId === wanted.externalId;
}
