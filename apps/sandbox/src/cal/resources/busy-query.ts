import { readInstant } from "../time/instant.ts";
import { refuseValidation } from "../http/problem.ts";
import { isZone } from "../time/zone.ts";

interface CalendarToLoad {
  readonly credentialId: number;
  readonly externalId: string;
}

/** The query of GET /v2/calendars/busy-times. */
export interface BusyQuery {
  readonly from: number;
  readonly to: number;
  readonly wanted: readonly CalendarToLoad[];
}

type Check = readonly [property: string, rule: string, message: string, isFault: boolean];

/**
 * Parses the query. The recorded version knows only `loggedInUsersTz`; `timeZone` does not replace
 * it.
 *
 * @throws {Problem} 400 in the shape of the calendar routes (recording
 * 12-busy-times-missing-calendarsToLoad)
 */
export function readBusyQuery(query: URLSearchParams): BusyQuery {
  const wanted = readCalendarsToLoad(query);
  const isArray = wanted !== null && wanted.length > 0;
  const zone = query.get("loggedInUsersTz");
  const [dateFrom, dateTo] = [query.get("dateFrom") ?? "", query.get("dateTo") ?? ""];
  const [from, to] = [readInstant(dateFrom), readInstant(dateTo)];
  const target = { dateFrom, dateTo, ...(isArray && { calendarsToLoad: wanted }) };
  const errors = [
    ...zoneFaults(zone),
    ...faults([
      ["dateFrom", "isDateString", "dateFrom must be a valid ISO 8601 date string", from === null],
      ["dateTo", "isDateString", "dateTo must be a valid ISO 8601 date string", to === null],
      ["calendarsToLoad", "isArray", "calendarsToLoad must be an array", !isArray],
    ]),
  ].map((fault) => ({ target, ...fault }));
  if (errors.length > 0 || from === null || to === null || wanted === null)
    throw refuseValidation(errors);
  return { from, to, wanted };
}

function zoneFaults(zone: string | null): object[] {
  const property = "loggedInUsersTz";
  return faults([
    [property, "isString", `${property} must be a string`, zone === null],
    [
      property,
      "isTimeZone",
      `${property} must be a valid IANA time-zone`,
      zone !== null && !isZone(zone),
    ],
  ]);
}

function faults(checks: readonly Check[]): object[] {
  return checks
    .filter(([, , , isFault]) => isFault)
    .map(([property, rule, message]) => ({
      property,
      children: [],
      constraints: { [rule]: message },
    }));
}

/** Express's parser (qs) makes a list of up to so many elements; with more it makes an object. */
const longestList = 21;

/**
 * `calendarsToLoad[0][credentialId]=1&calendarsToLoad[0][externalId]=…&calendarsToLoad[1]…`
 *
 * @returns null when the query has so many that they are no list any more
 */
function readCalendarsToLoad(query: URLSearchParams): CalendarToLoad[] | null {
  const indexes = new Set<string>();
  for (const key of query.keys()) {
    const match = /^calendarsToLoad\[(\d+)\]\[(?:credentialId|externalId)\]$/.exec(key);
    if (match?.[1] !== undefined) indexes.add(match[1]);
  }
  if ([...indexes].some((index) => Number(index) >= longestList)) return null;
  return [...indexes].map((index) => ({
    credentialId: Number(query.get(`calendarsToLoad[${index}][credentialId]`) ?? Number.NaN),
    externalId: query.get(`calendarsToLoad[${index}][externalId]`) ?? "",
  }));
}
