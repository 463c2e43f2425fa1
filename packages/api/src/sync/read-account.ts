import { type CalBooking, type CalBookingList, CalError, type UnreadableRow } from "@reslot/cal";
import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import type { Booking, CoachSyncClaim } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { OpenConnection } from "../core/connection.ts";
import { isHostedBy } from "../core/address/is-hosted-by.ts";
import { isLive } from "./read-chain.ts";
import { earlierUidsOf } from "./series-place.ts";
import { wholeEveryMs } from "./sync-schedule.ts";

/** A change that is committed late can be older than one that was seen. */
const overlapMs = 5 * minuteMs;

/** What one sync has read of a coach's account. */
export interface AccountReading {
  opened: OpenConnection;
  /** What the account hosts: changed bookings of every status and, if `whole` was read, all upcoming ones. */
  listed: readonly CalBooking[];
  /** Ours among them, by each uid that is or was theirs. */
  ours: ReadonlyMap<string, Booking>;
  /** The upcoming bookings; null where the changes were enough. */
  whole: CalBookingList | null;
  unreadable: readonly UnreadableRow[];
  /** What the account was read up to before; null: nothing is known of it. */
  since: string | null;
  /** Cal.com's time of the latest change that was read. */
  newest: string | null;
}

/**
 * Reads what has changed since the last sync, one call; the upcoming list too where that is due, where
 * Cal.com does not say what has changed, and where a changed booking is none of ours: the page of what
 * is left alone shows all of them.
 *
 * @throws {CalError}
 */
export async function readAccount(
  { db }: Needs<"db">,
  opened: OpenConnection,
  claim: CoachSyncClaim,
): Promise<AccountReading> {
  const { cursor } = claim;
  const changes = await readChanges(opened, claim);
  const changed = hostedBy(opened, changes.bookings);
  const known = await findOurs(db, changed);
  const isNewStranger = (booking: CalBooking) =>
    isNewer(booking, cursor) && !isOurs(booking, changed, known);
  const isEnough = changes.isComplete && !changed.some(isNewStranger);
  const whole = isEnough ? null : await readUpcoming(opened);
  const upcoming = whole ?? nothing;
  const listed = merge(changed, hostedBy(opened, upcoming.bookings));
  return {
    opened,
    listed,
    ours: whole ? await findOurs(db, listed) : known,
    whole,
    unreadable: whole ? unreadableOf(changes, whole) : changes.unreadable,
    since: cursor,
    newest: latest(cursor, [...changes.bookings, ...upcoming.bookings]),
  };
}

/** A row can be in both lists; those without a uid are counted in the whole list alone. */
function unreadableOf(changes: CalBookingList, whole: CalBookingList): UnreadableRow[] {
  const inWhole = new Set(whole.unreadable.map(({ uid }) => uid));
  const others = changes.unreadable.filter(({ uid }) => uid !== null && !inWhole.has(uid));
  return [...whole.unreadable, ...others];
}

const nothing: CalBookingList = { bookings: [], unreadable: [], isComplete: false };

/** Nothing, and not complete, where the whole list is due or Cal.com cannot say what has changed. */
async function readChanges(
  { client }: OpenConnection,
  { cursor, wholeAgeMs }: CoachSyncClaim,
): Promise<CalBookingList> {
  if (cursor === null || wholeAgeMs === null || wholeAgeMs >= wholeEveryMs) return nothing;
  try {
    return (await client.bookings.listChanges(parseInstant(cursor) - overlapMs)) ?? nothing;
  } catch (error) {
    if (error instanceof CalError && unusable.has(error.code)) return nothing;
    throw error;
  }
}

const unusable: ReadonlySet<string> = new Set(["UNEXPECTED_RESPONSE", "INVALID_REQUEST"]);

function readUpcoming({ client }: OpenConnection): Promise<CalBookingList> {
  return client.bookings.list({ status: ["upcoming", "recurring", "unconfirmed"] });
}

function hostedBy(
  { connection }: OpenConnection,
  bookings: readonly CalBooking[],
): readonly CalBooking[] {
  return bookings.filter((booking) => isHostedBy(booking, connection));
}

/** A booking of both lists is as the second one has it. */
function merge(...lists: readonly (readonly CalBooking[])[]): CalBooking[] {
  return [...new Map(lists.flat().map((booking) => [booking.uid, booking])).values()];
}

function findOurs(
  db: Needs<"db">["db"],
  bookings: readonly CalBooking[],
): Promise<ReadonlyMap<string, Booking>> {
  const uids = bookings.flatMap(({ uid, rescheduledFromUid: from }) =>
    from ? [uid, from] : [uid],
  );
  return db.bookings.findByCalUids(uids);
}

/** Whether the booking is one of ours, or the changes show that it was moved from one. */
function isOurs(
  booking: CalBooking,
  changed: readonly CalBooking[],
  ours: ReadonlyMap<string, Booking>,
): boolean {
  return [booking.uid, ...earlierUidsOf(booking, changed)].some((uid) => ours.has(uid));
}

/** Whether a booking has changed since the last sync; so does one that does not say when it has. */
export function isNewer({ updatedAt }: CalBooking, since: string | null): boolean {
  return !since || !updatedAt || parseInstant(updatedAt) > parseInstant(since);
}

function latest(cursor: string | null, bookings: readonly CalBooking[]): string | null {
  const seen = bookings.flatMap(({ updatedAt }) => (updatedAt ? [parseInstant(updatedAt)] : []));
  if (cursor) seen.push(parseInstant(cursor));
  return seen.length === 0 ? null : formatInstant(Math.max(...seen));
}

/** An upcoming booking, as far as Cal.com says. */
export function isAhead(booking: CalBooking, now: number): boolean {
  return isLive(booking) && parseInstant(booking.end) > now;
}
