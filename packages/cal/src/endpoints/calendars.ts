import { z } from "zod";
import { type Transport } from "../http/transport.ts";
import { dayMs } from "../time/durations.ts";
import { formatInstant, parseInstant } from "../time/instant.ts";
import { instantSchema } from "../http/instant-schema.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";

const calCalendarSchema = z.object({
  credentialId: z.number(),
  externalId: z.string(),
  isSelected: z.boolean(),
});

/** One calendar of a connected account. Cal.com checks only selected ones for conflicts. */
export type CalCalendar = z.infer<typeof calCalendarSchema>;

interface BusyTimesQuery {
  /** ISO 8601 instants. */
  readonly from: string;
  readonly to: string;
  /** IANA zone; Cal.com requires one although the answer is in UTC. */
  readonly timeZone: string;
  readonly calendars: readonly { readonly credentialId: number; readonly externalId: string }[];
}

interface CalBusyTime {
  /** ISO 8601 instants. */
  readonly start: string;
  readonly end: string;
}

export interface CalendarEndpoints {
  /** The calendars of all working connections. Those of a broken connection are missing, without an error. */
  list(options?: CallOptions): Promise<CalCalendar[]>;
  /**
   * When external calendars are busy, overlapping `from`–`to`. Bookings made at Cal.com itself are
   * not in it, whole days are UTC midnight to midnight, "free" events are reported busy. Titles
   * are dropped as the answer is read. Without calendars no request is made and nothing is busy.
   *
   * @throws {CalError} FORBIDDEN when a calendar belongs to another account.
   */
  busyTimes(query: BusyTimesQuery, options?: CallOptions): Promise<CalBusyTime[]>;
}

const calendarsAnswerSchema = envelopeOf(
  z.object({
    connectedCalendars: z.array(z.object({ calendars: z.array(calCalendarSchema).nullish() })),
  }),
);
const busyAnswerSchema = envelopeOf(
  z.array(z.object({ start: instantSchema, end: instantSchema })),
);

export function createCalendarEndpoints(transport: Transport): CalendarEndpoints {
  return {
    async list({ signal } = {}) {
      const { data } = await transport.request({
        operation: "calendars.list",
        method: "GET",
        path: "/v2/calendars",
        schema: calendarsAnswerSchema,
        signal,
      });
      return data.connectedCalendars.flatMap(({ calendars }) => calendars ?? []);
    },
    async busyTimes(query, { signal } = {}) {
      if (query.calendars.length === 0) return [];
      const { data } = await transport.request({
        operation: "calendars.busyTimes",
        method: "GET",
        path: "/v2/calendars/busy-times",
        query: toBusyQuery(query),
        schema: busyAnswerSchema,
        signal,
      });
      return overlapping(data, query);
    },
  };
}

// Cal.com shifts the requested days by up to 14 hours in an undocumented direction: request a day
// more on both sides, and keep what overlaps. The parameter names are those a real server accepts.
function toBusyQuery({ from, to, timeZone, calendars }: BusyTimesQuery) {
  const query: Record<string, string | number> = {
    loggedInUsersTz: timeZone,
    dateFrom: formatInstant(parseInstant(from) - dayMs).slice(0, 10),
    dateTo: formatInstant(parseInstant(to) + dayMs).slice(0, 10),
  };
  for (const [index, { credentialId, externalId }] of calendars.entries()) {
    query[`calendarsToLoad[${index}][credentialId]`] = credentialId;
    query[`calendarsToLoad[${index}][externalId]`] = externalId;
  }
  return query;
}

function overlapping(busy: readonly CalBusyTime[], { from, to }: BusyTimesQuery): CalBusyTime[] {
  const [start, end] = [parseInstant(from), parseInstant(to)];
  return busy.filter((each) => parseInstant(each.start) < end && start < parseInstant(each.end));
}
