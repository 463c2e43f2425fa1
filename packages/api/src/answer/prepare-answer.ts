import { type CalClient, CalError } from "@reslot/cal";
import { formatInstant, type Interval, parseInstant, parseInterval } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";
import { readerWith } from "../cal-credentials/booking-reader.ts";
import type { OpenConnection } from "../core/connection.ts";
import { isHostedBy } from "../core/address/is-hosted-by.ts";
import { longestMeetingMs, ownBookingsOf } from "../core/combine-mentee-time.ts";
import { padToDays } from "../core/pad-to-days.ts";
import { reconcileBooking, type ReconcileDeps } from "../sync/reconcile-booking.ts";
import { type Answer, answerFailure } from "./answer.ts";

export type PrepareAnswerDeps = ReconcileDeps & Needs<"cal" | "calAccounts" | "clock">;

type PreparedAnswer =
  | { kind: "ready"; client: CalClient; connection: OpenConnection }
  | { kind: "refused"; cause: unknown };

/**
 * Verifies the coach's token, reads the booking at Cal.com and, before a confirmation, the coach's time. Cal.com
 * itself looks at none of it: it confirms what was cancelled or moved away, and beside another meeting. Only reads,
 * and records what it sees. Never rejects.
 *
 * Refused with CAL_NOT_CONNECTED, CAL_RECONNECT_REQUIRED, IN_THE_PAST, BOOKING_CHANGED, UNSUPPORTED_BOOKING or
 * SLOT_TAKEN
 */
export async function prepareAnswer(
  deps: PrepareAnswerDeps,
  answer: Answer,
): Promise<PreparedAnswer> {
  return prepare(deps, answer).catch((cause: unknown) => ({ kind: "refused", cause }));
}

async function prepare(deps: PrepareAnswerDeps, answer: Answer): Promise<PreparedAnswer> {
  const { booking, connections, kind, input } = answer;
  const refuse = (
    ...reason: Parameters<typeof answerFailure> extends [unknown, ...infer Rest] ? Rest : never
  ) => ({ kind: "refused", cause: answerFailure(answer, ...reason) }) as const;
  if (parseInstant(booking.startTime) <= deps.clock.now()) {
    return refuse("IN_THE_PAST", { details: { reason: "requestPast" } });
  }
  const own = await deps.calAccounts.verify(connections.coach);
  if (own.kind !== "verified" || connections.coach.status !== "connected") {
    const isMissing = own.kind === "notConnected";
    const code = isMissing ? "CAL_NOT_CONNECTED" : "CAL_RECONNECT_REQUIRED";
    return refuse(code, { details: { who: "coach" } });
  }
  const connection = connections.coach;
  const [asked, time] = await Promise.all([
    readAsked(deps, answer, connection),
    kind === "confirm" && input.overrideConflict !== true
      ? readCoachTime(own.client, answer, deps)
      : "free",
  ]);
  if (asked === "otherHost") {
    return refuse("UNSUPPORTED_BOOKING", { details: { reason: "hostChanged" } });
  }
  if (asked === "no") return refuse("BOOKING_CHANGED");
  if (time !== "free") return refuse("SLOT_TAKEN", { details: { reason: time } });
  return { kind: "ready", client: own.client, connection };
}

/**
 * Whether it is still the live end of its moves, pending, at the time that was read, and the coach's own: Cal.com lets
 * the owner of a team answer for its members.
 */
async function readAsked(
  deps: PrepareAnswerDeps,
  { booking }: Answer,
  connection: OpenConnection,
): Promise<"yes" | "no" | "otherHost"> {
  const reader = readerWith(deps, { connection, purpose: "recovery" });
  const { calBookingId: calUid } = booking;
  const { outcome, last } = await reconcileBooking(deps, { reader, calUid, cause: "reconcile" });
  const isSameStart = parseInstant(last.start) === parseInstant(booking.startTime);
  if (outcome !== "unchanged" || last.status !== "pending" || !isSameStart) return "no";
  return isHostedBy(last, connection.connection) ? "yes" : "otherHost";
}

/** What is known of the coach's time: other meetings that take place, and busy times of the calendars. */
async function readCoachTime(
  client: CalClient,
  { booking }: Answer,
  { log }: Needs<"log">,
): Promise<"free" | "coachBusy" | "coachUnknown"> {
  const wanted = parseInterval(booking);
  const overlaps = ({ start, end }: Interval) => start < wanted.end && end > wanted.start;
  try {
    const [own, external] = await Promise.all([
      readOwnMeetings(client, wanted),
      readCalendars(client, { window: padToDays(wanted), timeZone: booking.coach.timeZone }),
    ]);
    const others = own.bookings.filter(({ uid }) => uid !== booking.calBookingId);
    if ([...others, ...external.busy].some(overlaps)) return "coachBusy";
    const unknown = [...own.unknown, ...external.unknown];
    return unknown.some(overlaps) ? "coachUnknown" : "free";
  } catch (error) {
    if (!(error instanceof CalError)) throw error;
    log.error("CAL_AVAILABILITY_ERROR", error, { bookingUlid: booking.ulid });
    return "coachUnknown";
  }
}

/** A request of someone else at that time is no meeting yet. */
async function readOwnMeetings(client: CalClient, window: Interval) {
  const list = await client.bookings.list({
    status: ["upcoming", "recurring"],
    afterStart: formatInstant(window.start - longestMeetingMs),
    beforeEnd: formatInstant(window.end + longestMeetingMs),
  });
  const bookings = list.bookings.filter(({ status }) => status !== "pending");
  return ownBookingsOf({ ...list, bookings }, window);
}

async function readCalendars(
  client: CalClient,
  { window, timeZone }: { window: Interval; timeZone: string | null },
): Promise<{ busy: readonly Interval[]; unknown: readonly Interval[] }> {
  const list = await client.calendars.list();
  const calendars = list.calendars.filter(({ isSelected }) => isSelected);
  const isBroken = list.broken.length > 0;
  if (calendars.length === 0) return { busy: [], unknown: isBroken ? [window] : [] };
  const from = formatInstant(window.start);
  const to = formatInstant(window.end);
  const read = await client.calendars.busyTimes({
    from,
    to,
    timeZone: timeZone ?? "UTC",
    calendars,
  });
  return { busy: read.busy, unknown: [...read.unknown, ...(isBroken ? [window] : [])] };
}
