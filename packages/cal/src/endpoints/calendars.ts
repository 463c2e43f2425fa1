import { z } from "zod";
import { instantSchema } from "../http/instant-schema.ts";
import { parseRows } from "../http/rows.ts";
import { type Transport } from "../http/transport.ts";
import { dayMs } from "../time/durations.ts";
import { formatInstant, parseInstant } from "../time/instant.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";
import { type CalCalendars, readCalendars } from "./read-calendars.ts";
import { type FreeBusy, readFreeBusy } from "./read-free-busy.ts";

interface BusyTimesQuery {
  /** ISO 8601 instants. */
  readonly from: string;
  readonly to: string;
  /** IANA zone; Cal.com requires one although the answer is in UTC. */
  readonly timeZone: string;
  readonly calendars: readonly { readonly credentialId: number; readonly externalId: string }[];
}

export interface CalendarEndpoints {
  /** All connections of the account: their calendars, and which connections have stopped working. */
  list(options?: CallOptions): Promise<CalCalendars>;
  /**
   * When external calendars are busy, overlapping `from`–`to`. Bookings made at Cal.com itself are
   * not in it, whole days are UTC midnight to midnight, "free" events are reported busy. Titles
   * are dropped as the answer is read. Without calendars no request is made and nothing is busy;
   * of more than 20 one request is made for every 20, in parallel.
   *
   * @throws {CalError} FORBIDDEN when a calendar belongs to another account, SERVER_ERROR when one of
   * their connections is broken.
   */
  busyTimes(query: BusyTimesQuery, options?: CallOptions): Promise<FreeBusy>;
}

const calendarsAnswerSchema = envelopeOf(z.object({ connectedCalendars: z.array(z.unknown()) }));
const busyAnswerSchema = envelopeOf(z.array(z.unknown()));
const exactEntrySchema = z.object({ start: instantSchema, end: instantSchema });

/** Cal.com's query parser takes lists of up to 21 elements; a longer one is refused. */
const maxCalendars = 20;

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
      return readCalendars(data.connectedCalendars);
    },
    async busyTimes(query, { signal } = {}) {
      const range = { start: parseInstant(query.from), end: parseInstant(query.to) };
      const answers = await Promise.all(
        inParts(query.calendars, maxCalendars).map((calendars) =>
          transport.request({
            operation: "calendars.busyTimes",
            method: "GET",
            path: "/v2/calendars/busy-times",
            query: toBusyQuery({ ...query, calendars }),
            schema: busyAnswerSchema,
            skippedIn: ({ data }) => parseRows(exactEntrySchema, data).unreadable,
            signal,
          }),
        ),
      );
      return readFreeBusy(
        answers.flatMap(({ data }) => data),
        range,
      );
    },
  };
}

function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
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
