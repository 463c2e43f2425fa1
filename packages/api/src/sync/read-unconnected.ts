import { CalError } from "@reslot/cal";
import { dayMs, hourMs, minuteMs, secondMs } from "@reslot/cal/time";
import type { UnconnectedBooking } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { createBookingReader } from "../cal-credentials/booking-reader.ts";
import { isBeingMoved } from "./is-being-moved.ts";
import { reconcileBooking, type ReconcileDeps } from "./reconcile-booking.ts";

/** How often a booking is read at most, by how soon it takes place. */
const intervals = [
  { withinMs: 2 * dayMs, everyMs: 15 * minuteMs },
  { withinMs: 30 * dayMs, everyMs: hourMs },
  { withinMs: null, everyMs: 6 * hourMs },
];
/** The second look at a booking that Cal.com did not know comes after the time that confirms it. */
const confirmMs = 3 * minuteMs;
/** Five a minute at most: the budget for anonymous syncs is six in any 70 seconds. */
export const unconnectedEveryMs = 75 * secondMs;
const readsPerRun = 6;

type UnconnectedDeps = ReconcileDeps & Needs<"cal" | "calAccounts" | "telemetry">;

/**
 * Reads a few bookings of coaches who are not connected, one call each: no sync sees those. With the
 * mentee's token where the mentee is connected, else anonymously; the uid alone gives access at Cal.com.
 * What fails for one booking is logged and stops no other: each waits for its next turn.
 *
 * @returns how many bookings were due
 */
export async function readUnconnected(deps: UnconnectedDeps): Promise<number> {
  for (let count = 0; count < readsPerRun; count += 1) {
    const booking = await deps.db.coachSyncs.claimUnconnected({ intervals, confirmMs });
    if (!booking) return count;
    const outcome = await readOne(deps, booking);
    deps.telemetry.duration("reslot.sync.unconnected.delay", booking.lateMs / 1_000, { outcome });
  }
  return readsPerRun;
}

async function readOne(
  deps: UnconnectedDeps,
  { ulid, calBookingId: calUid, menteeUserUlid }: UnconnectedBooking,
): Promise<"read" | "moving" | "missing" | "heldBack" | "failed"> {
  try {
    if (await isBeingMoved(deps, { ulid, calBookingId: calUid })) return "moving";
    const reader = createBookingReader(deps, { userUlids: [menteeUserUlid], purpose: "sync" });
    await reconcileBooking(deps, { reader, calUid, cause: "reconcile" });
    return "read";
  } catch (error) {
    const code = error instanceof CalError ? error.code : null;
    if (code === "HELD_BACK") return "heldBack";
    if (code === "NOT_FOUND") return "missing";
    deps.log.error("RECONCILE_BOOKING_ERROR", error, { bookingUlid: ulid });
    return "failed";
  }
}
