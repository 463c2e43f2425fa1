import { CalError } from "@reslot/cal";
import { dayMs, hourMs, minuteMs, parseInstant } from "@reslot/cal/time";
import type { Attempt } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { createBookingReader } from "../cal-credentials/booking-reader.ts";
import {
  reconcileBooking,
  type ReconcileDeps,
  type ReconcileOutcome,
} from "../sync/reconcile-booking.ts";

export type RecoverDeps = ReconcileDeps &
  Needs<"cal" | "calAccounts" | "clock" | "log" | "settings">;

export const batchSize = 10;
export const readLeaseMs = 30_000;
/** A booking that Cal.com did not know is looked at again about when it can be said to be gone. */
const missingRetryMs = 2 * minuteMs;

/** What one look at an attempt came to. */
export type Recovery = "moved" | "notMoved" | "open" | "abandoned" | "needsHuman";

/**
 * Recovers attempts that no process works on any more, by reading at Cal.com and never by asking it
 * again to move. A found successor is applied at once. "Not moved" is only recorded when it is certain:
 * after one read where Cal.com itself had answered, else after the quiet time. A booking that is gone at
 * Cal.com has not been moved.
 *
 * @returns how many attempts were looked at
 */
export async function recoverAttempts(deps: RecoverDeps): Promise<number> {
  const due = await deps.db.attempts.claimDue({ limit: batchSize, leaseMs: readLeaseMs });
  await Promise.all(
    due.map(async (attempt) => {
      const recovery = await recoverAttempt(deps, attempt);
      deps.log.info("recoverAttempts", {
        attemptUlid: attempt.ulid,
        recovery,
        tries: attempt.tries,
      });
    }),
  );
  return due.length;
}

async function recoverAttempt(deps: RecoverDeps, attempt: Attempt): Promise<Recovery> {
  if (attempt.sentAt === null) {
    await deps.db.attempts.fail({ ...keyOf(attempt), state: "ABANDONED", errorCode: "EXPIRED" });
    return "abandoned";
  }
  try {
    const calUid = attempt.fromCalUid;
    const userUlids = [attempt.coachUserUlid, attempt.actorUserUlid];
    const reader = createBookingReader(deps, { userUlids, purpose: "recovery" });
    const { outcome } = await reconcileBooking(deps, { reader, calUid, cause: "recovery" });
    return await settle(deps, { attempt, outcome, sentAt: parseInstant(attempt.sentAt) });
  } catch (error) {
    deps.log.error("RECOVER_ATTEMPTS_ERROR", error, { attemptUlid: attempt.ulid });
    const look = { attempt, sentAt: parseInstant(attempt.sentAt) };
    const isMissing = error instanceof CalError && error.code === "NOT_FOUND";
    return isMissing ? settleMissing(deps, look) : keepOpen(deps, look);
  }
}

/** Once the booking is known to be gone, and the one call can take no effect any more, nothing has moved. */
export async function settleMissing(
  deps: RecoverDeps,
  { attempt, sentAt }: Look,
): Promise<Recovery> {
  const booking = await deps.db.bookings.getByUlid(attempt.bookingUlid).catch(() => null);
  const leftMs = timeLeft(deps, { attempt, sentAt });
  if (!booking?.gone || leftMs > 0) {
    return keepOpen(deps, { attempt, sentAt, leftMs: Math.max(leftMs, missingRetryMs) });
  }
  await deps.db.attempts.fail({ ...keyOf(attempt), state: "REJECTED", errorCode: "GONE" });
  return "notMoved";
}

interface Look {
  attempt: Attempt;
  sentAt: number;
}

async function settle(
  deps: RecoverDeps,
  { attempt, outcome, sentAt }: Look & { outcome: ReconcileOutcome },
): Promise<Recovery> {
  const key = keyOf(attempt);
  switch (outcome) {
    case "moved":
      // Recording the move has settled the attempt; if it has not, the record contradicts itself.
      await deps.db.attempts.fail({ ...key, state: "NEEDS_HUMAN", errorCode: "INCONSISTENT" });
      return "moved";
    case "cancelled":
      await deps.db.attempts.fail({ ...key, state: "REJECTED", errorCode: "BOOKING_CHANGED" });
      return "notMoved";
    case "unchanged": {
      const leftMs = timeLeft(deps, { attempt, sentAt });
      if (leftMs > 0) return keepOpen(deps, { attempt, sentAt, leftMs });
      // Cal.com answered with another booking of the attendee at that time.
      const isOther = attempt.errorCode === "OTHER_BOOKING";
      const errorCode = isOther ? "SLOT_TAKEN" : "NOT_EXECUTED";
      await deps.db.attempts.fail({ ...key, state: "REJECTED", errorCode });
      return "notMoved";
    }
  }
}

/** How long the one call can still take effect, in ms; not positive when it no longer can. */
export function timeLeft(
  { clock, settings }: Needs<"clock" | "settings">,
  { attempt, sentAt }: Look,
): number {
  const { answeredRetryMs, quietMs } = settings.timings;
  const waitMs = attempt.answered ? answeredRetryMs : quietMs;
  return sentAt + waitMs - clock.now();
}

/** Looks again less and less often, but not later than when one look decides. */
export async function keepOpen(
  deps: RecoverDeps,
  { attempt, sentAt, leftMs = hourMs }: Look & { leftMs?: number },
): Promise<Recovery> {
  const isLost = deps.clock.now() - sentAt > dayMs;
  const retryInMs = Math.min(1_000 * 2 ** Math.min(attempt.tries, 12), hourMs, leftMs);
  await deps.db.attempts.fail({
    ...keyOf(attempt),
    state: isLost ? "NEEDS_HUMAN" : "UNKNOWN",
    errorCode: attempt.errorCode ?? "OUTCOME_UNKNOWN",
    retryInMs,
  });
  return isLost ? "needsHuman" : "open";
}

export function keyOf({ ulid, fence }: Attempt): { attemptUlid: string; fence: number } {
  return { attemptUlid: ulid, fence };
}
