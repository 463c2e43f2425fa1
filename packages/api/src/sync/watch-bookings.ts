import type { Booking } from "@reslot/db";
import { followSuccessors } from "../booking/follow-successors.ts";
import type { Ports } from "../ports.ts";
import { isBeingMoved } from "./is-being-moved.ts";
import { syncCoachBookings } from "./sync-coach-bookings.ts";

const defaultEveryMs = 15_000;
/** Twenty reads a minute: well inside what Cal.com allows without a token. */
const batchSize = 5;
const syncEveryMs = 600_000;

/**
 * Reads the next few upcoming bookings again at Cal.com, round and round, and takes over what changed
 * there without a word: moves, confirmations, ends. Now and then one coach's whole list, for
 * meetings that are new. Most ticks do nothing.
 *
 * @returns how many bookings were read
 */
export async function watchBookings(ports: Ports): Promise<number> {
  const { watch } = ports.memory;
  const now = ports.clock.now();
  if (now < watch.nextAt) return 0;
  watch.nextAt = now + (ports.settings.timings.watchEveryMs ?? defaultEveryMs);
  const page = await ports.db.bookings.listHeads({ cursor: watch.cursor, limit: batchSize });
  watch.cursor = page.nextCursor;
  await Promise.all(page.items.map((booking) => follow(ports, booking)));
  await syncOneCoach(
    ports,
    page.items.map(({ coachUserUlid }) => coachUserUlid),
  );
  return page.items.length;
}

async function follow(ports: Ports, booking: Booking): Promise<void> {
  try {
    if (await isBeingMoved(ports, booking)) return;
    await followSuccessors(ports, { calUid: booking.calBookingId, cause: "reconcile" });
  } catch (error) {
    ports.log.error("CAL_SYNC_ERROR", error, { bookingUlid: booking.ulid });
  }
}

async function syncOneCoach(ports: Ports, coachUserUlids: readonly string[]): Promise<void> {
  const { syncedAt, startedAt } = ports.memory.watch;
  const now = ports.clock.now();
  const due = coachUserUlids.find((ulid) => now - (syncedAt.get(ulid) ?? startedAt) >= syncEveryMs);
  if (due === undefined) return;
  syncedAt.set(due, now);
  await syncCoachBookings(ports, { coachUserUlid: due });
}
