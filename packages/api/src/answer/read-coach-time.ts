import { type CalCalendars, type CalClient, CalError, type FreeBusy } from "@reslot/cal";
import { dayMs, formatInstant, type Interval, parseInterval } from "@reslot/cal/time";
import type { ParticipantBooking } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";
import { longestMeetingMs, type OwnBookings, ownBookingsOf } from "../core/combine-mentee-time.ts";
import type { ErrorDetails } from "../core/errors/payload.ts";
import { padToDays } from "../core/pad-to-days.ts";

/** A meeting that one confirmation decides. */
type Decided = OwnBookings["bookings"][number];

interface CoachTime {
  decided: readonly Decided[];
  busy: readonly Decided[];
  /** Those whose time is neither known to be free nor to be taken. */
  unknown: readonly Decided[];
}

interface CoachClient {
  bookings: Pick<CalClient["bookings"], "list">;
  calendars: CalClient["calendars"];
}

type NamedBooking = Pick<
  ParticipantBooking,
  "ulid" | "startTime" | "endTime" | "calBookingId" | "calSeriesUid"
> & { coach: Pick<ParticipantBooking["coach"], "timeZone"> };

interface TimeToRead {
  client: CoachClient;
  reader: Pick<BookingReader, "readSeries">;
  booking: NamedBooking;
}

/** One answer reads the coach's time in so many stretches; what is in none of them is unknown. */
const maxSpans = 4;
const maxSpanMs = 31 * dayMs;

/**
 * What in the coach's time rules out a confirmation, at any of the meetings that it decides: of a series every
 * pending one. Other meetings that take place count, and busy times of the calendars. Three calls to Cal.com for a
 * single meeting, one more for a series, and two more for each further stretch.
 *
 * @returns details of a SLOT_TAKEN, of a series with the starts that clash; null when the coach is free at all of them
 */
export async function findClashes(
  deps: Needs<"clock" | "log">,
  toRead: TimeToRead,
): Promise<ErrorDetails | null> {
  const { decided, busy, unknown } = await readCoachTime(deps, toRead);
  if (busy.length === 0 && unknown.length === 0) return null;
  const reason = busy.length > 0 ? "coachBusy" : "coachUnknown";
  if (decided.length === 1) return { reason };
  return { reason, busyAt: startsOf(busy), unknownAt: startsOf(unknown) };
}

function startsOf(meetings: readonly Decided[]): string {
  const starts = new Set(meetings.map(({ start }) => start));
  return [...starts]
    .toSorted((a, b) => a - b)
    .map(formatInstant)
    .join(" ");
}

async function readCoachTime(
  { clock, log }: Needs<"clock" | "log">,
  { client, reader, booking }: TimeToRead,
): Promise<CoachTime> {
  const named = { ...parseInterval(booking), uid: booking.calBookingId };
  const ifRead = async (reading: Promise<CoachTime>, unknown: readonly Decided[]) =>
    reading.catch((error: unknown): CoachTime => {
      if (!(error instanceof CalError)) throw error;
      log.error("CAL_AVAILABILITY_ERROR", error, { bookingUlid: booking.ulid });
      return { decided: unknown, busy: [], unknown };
    });
  const readAll = async (): Promise<CoachTime> => {
    const [series, calendars] = await Promise.all([
      readSeries(reader, { booking, named, now: clock.now() }),
      client.calendars.list(),
    ]);
    const { spans, beyond } = spansOf(series.bookings);
    const decided = series.bookings;
    const timeZone = booking.coach.timeZone ?? "UTC";
    const seen = await Promise.all(
      spans.map((span) => ifRead(readSpan(client, span, { calendars, decided, timeZone }), span)),
    );
    return {
      decided: [...decided, ...series.unknown],
      busy: seen.flatMap(({ busy }) => busy),
      unknown: [...seen.flatMap(({ unknown }) => unknown), ...beyond, ...series.unknown],
    };
  };
  return ifRead(readAll(), [named]);
}

/** The meetings that are decided, the named one first; `unknown`: where there may be one more. */
async function readSeries(
  reader: TimeToRead["reader"],
  { booking, named, now }: { booking: NamedBooking; named: Decided; now: number },
): Promise<OwnBookings> {
  if (booking.calSeriesUid === null) return { bookings: [named], unknown: [] };
  const list = await reader.readSeries(booking.calSeriesUid);
  const bookings = list.bookings.filter(
    ({ status }) => status === "pending" || status === "unknown",
  );
  const pending = ownBookingsOf({ ...list, bookings }, named);
  const others = pending.bookings
    .filter(({ end, uid }) => end > now && uid !== named.uid)
    .toSorted((a, b) => a.start - b.start);
  return { bookings: [named, ...others], unknown: pending.unknown };
}

function spansOf(decided: readonly Decided[]): { spans: Decided[][]; beyond: Decided[] } {
  const spans: Decided[][] = [];
  const beyond: Decided[] = [];
  for (const each of decided) {
    const near = spans.find((span) => lengthOf(cover([...span, each])) <= maxSpanMs);
    if (near) near.push(each);
    else if (spans.length < maxSpans) spans.push([each]);
    else beyond.push(each);
  }
  return { spans, beyond };
}

function cover(meetings: readonly Interval[]): Interval {
  return {
    start: Math.min(...meetings.map(({ start }) => start)),
    end: Math.max(...meetings.map(({ end }) => end)),
  };
}

function lengthOf({ start, end }: Interval): number {
  return end - start;
}

interface ReadWith {
  calendars: CalCalendars;
  decided: readonly Decided[];
  timeZone: string;
}

async function readSpan(
  client: CoachClient,
  span: readonly Decided[],
  { calendars, decided, timeZone }: ReadWith,
): Promise<CoachTime> {
  const window = cover(span);
  const [own, external] = await Promise.all([
    readOwnMeetings(client, window, decided),
    readCalendars(client, calendars, { window: padToDays(window), timeZone }),
  ]);
  const isBusy = (each: Decided) => {
    const others = own.bookings.filter(({ uid }) => uid === null || uid !== each.uid);
    return [...others, ...external.busy].some((other) => overlaps(other, each));
  };
  const isUnknown = (each: Decided) =>
    [...own.unknown, ...external.unknown].some((other) => overlaps(other, each));
  const busy = span.filter(isBusy);
  const unknown = span.filter((each) => !isBusy(each) && isUnknown(each));
  return { decided: span, busy, unknown };
}

function overlaps(one: Interval, other: Interval): boolean {
  return one.start < other.end && one.end > other.start;
}

/** Those that take place, or will when all are confirmed: a request of someone else is no meeting yet. */
async function readOwnMeetings(
  client: CoachClient,
  window: Interval,
  decided: readonly Decided[],
): Promise<OwnBookings> {
  const list = await client.bookings.list({
    status: ["upcoming", "recurring"],
    afterStart: formatInstant(window.start - longestMeetingMs),
    beforeEnd: formatInstant(window.end + longestMeetingMs),
  });
  const uids = new Set(decided.map(({ uid }) => uid));
  const bookings = list.bookings.filter(({ status, uid }) => status !== "pending" || uids.has(uid));
  return ownBookingsOf({ ...list, bookings }, window);
}

async function readCalendars(
  client: CoachClient,
  list: CalCalendars,
  { window, timeZone }: { window: Interval; timeZone: string },
): Promise<FreeBusy> {
  const calendars = list.calendars.filter(({ isSelected }) => isSelected);
  const broken = list.broken.length > 0 ? [window] : [];
  if (calendars.length === 0) return { busy: [], unknown: broken };
  const from = formatInstant(window.start);
  const to = formatInstant(window.end);
  const read = await client.calendars.busyTimes({ from, to, timeZone, calendars });
  return { busy: read.busy, unknown: [...read.unknown, ...broken] };
}
