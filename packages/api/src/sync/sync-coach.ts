import type { CalBooking } from "@reslot/cal";
import type { Booking } from "@reslot/db";
import { reconcileBooking } from "./reconcile-booking.ts";
import {
  markRefused,
  openConnection,
  type OpenConnection,
} from "../cal-credentials/open-connection.ts";
import { isTokenRefused } from "../cal-credentials/verify-token.ts";
import type { Ports } from "../app/ports.ts";
import { isBeingMoved } from "./is-being-moved.ts";
import { importBooking, type Imported, isHostedBy, whyLeftAlone } from "./import-booking.ts";

/** How many bookings met each fate; `followed` are ours that Cal.com no longer lists as they were. */
export type SyncCounts = Record<Imported | "followed", number>;

export interface SyncRequest {
  coachUserUlid: string;
  /** Only meetings with this person; moved and cancelled ones are not looked for then. */
  attendeeEmail?: string;
}

/**
 * Reads a coach's upcoming bookings from Cal.com with the coach's own token, page by page, and makes
 * those ours where both people are users. Seated, recurring and larger ones are left alone and
 * counted. Ours that are missing from the list were moved, cancelled or rejected: they follow.
 *
 * @returns null when the coach is not connected, or Cal.com refuses the token (which is noted)
 * @throws {CalError} when Cal.com does not answer; what was imported until then stays
 */
export async function syncCoach(
  ports: Ports,
  { coachUserUlid, attendeeEmail }: SyncRequest,
): Promise<SyncCounts | null> {
  const opened = await openConnection(ports, coachUserUlid);
  if (opened.status !== "connected") return null;
  const listed = await listUpcoming(ports, opened, attendeeEmail);
  if (!listed) return null;

  reportForks(ports, { coachUserUlid, listed });
  const counts = emptyCounts();
  const heads = attendeeEmail === undefined ? await readHeads(ports, coachUserUlid) : [];
  const listedUids = new Set(listed.map(({ uid }) => uid));
  for (const head of heads) {
    if (listedUids.has(head.calBookingId) || (await isBeingMoved(ports, head))) continue;
    await reconcileBooking(ports, { calUid: head.calBookingId, cause: "reconcile" });
    counts.followed += 1;
  }
  await importAll(ports, { opened, listed, counts, heads });
  ports.log.info("syncCoach", { coachUserUlid, ...counts });
  return counts;
}

async function listUpcoming(
  ports: Ports,
  opened: OpenConnection,
  attendeeEmail: string | undefined,
): Promise<CalBooking[] | null> {
  try {
    const listed = await opened.client.bookings.list({
      status: ["upcoming", "recurring", "unconfirmed"],
      ...(attendeeEmail !== undefined && { attendeeEmail }),
    });
    return listed.filter((booking) => isHostedBy(booking, opened.connection));
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    await markRefused(ports, opened);
    return null;
  }
}

/**
 * Two moves at the same moment can leave two live bookings where there was one; Cal.com does not mind.
 * Which of them takes place is for a person to say.
 */
function reportForks(
  ports: Ports,
  { coachUserUlid, listed }: { coachUserUlid: string; listed: readonly CalBooking[] },
): void {
  const origins = listed.flatMap(({ rescheduledFromUid }) => rescheduledFromUid ?? []);
  const forks = origins.length - new Set(origins).size;
  if (forks === 0) return;
  const error = new Error("Bookings at Cal.com were moved from the same one and all take place.");
  ports.log.error("CAL_FORK_ERROR", error, { coachUserUlid, forks });
}

interface Listing {
  opened: OpenConnection;
  listed: readonly CalBooking[];
  heads: readonly Booking[];
  counts: SyncCounts;
}

/** What is known already costs nothing: only what is not becomes a query. */
async function importAll(ports: Ports, { opened, listed, heads, counts }: Listing): Promise<void> {
  const known = new Set(heads.map(({ calBookingId }) => calBookingId));
  const fresh = listed.filter(({ uid }) => !known.has(uid));
  const candidates = fresh.filter((booking) => whyLeftAlone(booking) === null);
  const emails = candidates.flatMap(({ attendees }) => attendees.map(({ email }) => email));
  const found = await ports.db.users.findByEmails([...new Set(emails)]);
  const users = new Map(found.map((user) => [user.email.toLowerCase(), user]));
  counts.known += listed.length - fresh.length;
  for (const booking of fresh) {
    counts[await importBooking(ports, { booking, coach: opened.connection, users })] += 1;
  }
}

const pageSize = 100;

async function readHeads(ports: Ports, coachUserUlid: string): Promise<Booking[]> {
  const heads: Booking[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Ports["db"]["bookings"]["listCurrent"]>> =
      await ports.db.bookings.listCurrent({ coachUserUlid, cursor, limit: pageSize });
    heads.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return heads;
}

function emptyCounts(): SyncCounts {
  return {
    created: 0,
    known: 0,
    followed: 0,
    seated: 0,
    recurring: 0,
    severalPeople: 0,
    strangers: 0,
    unsupported: 0,
  };
}
