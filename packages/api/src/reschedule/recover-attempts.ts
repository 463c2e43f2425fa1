import { CalError } from "@reslot/cal";
import { dayMs, hourMs, minuteMs, secondMs } from "@reslot/cal/time";
import type { Attempt, DueAttempt } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { createBookingReader } from "../cal-credentials/booking-reader.ts";
import {
  reconcileBooking,
  type ReconcileDeps,
  type ReconcileOutcome,
} from "../sync/reconcile-booking.ts";

export type RecoverDeps = ReconcileDeps & Needs<"cal" | "calAccounts" | "log" | "settings">;

/** An attempt that is still being sent is looked at again this soon. */
export const claim = { limit: 10, leaseMs: 30 * secondMs, lookMs: 5 * secondMs };
/** A booking that Cal.com did not know is looked at again about when it can be said to be gone. */
const missingRetryMs = 2 * minuteMs;

/** What one look at an attempt came to. */
export type Recovery = "moved" | "notMoved" | "open" | "abandoned" | "needsHuman" | "looked";

/**
 * Recovers attempts that no process works on any more, by reading at Cal.com and never by asking it
 * again to move. A found successor is applied at once, also while the attempt is still being sent: its
 * process may have died. "Not moved" is only recorded when it is certain: after one read where Cal.com
 * itself had answered, else after the quiet time. A booking that is gone at Cal.com has not been moved.
 * An attempt that needs a person is read on once an hour.
 *
 * @returns how many attempts were looked at
 */
export async function recoverAttempts(deps: RecoverDeps): Promise<number> {
  const due = await deps.db.attempts.claimDue(claim);
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

async function recoverAttempt(deps: RecoverDeps, attempt: DueAttempt): Promise<Recovery> {
  const { sentForMs } = attempt;
  if (sentForMs === null) {
    await deps.db.attempts.fail({ ...keyOf(attempt), state: "ABANDONED", errorCode: "EXPIRED" });
    return "abandoned";
  }
  try {
    const calUid = attempt.fromCalUid;
    const userUlids = [attempt.coachUserUlid, attempt.actorUserUlid];
    const reader = createBookingReader(deps, { userUlids, purpose: "recovery" });
    const { outcome } = await reconcileBooking(deps, { reader, calUid, cause: "recovery" });
    return attempt.isClaimed ? await settle(deps, { attempt, outcome, sentForMs }) : "looked";
  } catch (error) {
    deps.log.error("RECOVER_ATTEMPTS_ERROR", error, { attemptUlid: attempt.ulid });
    if (!attempt.isClaimed) return "looked";
    const look = { attempt, sentForMs };
    const isMissing = error instanceof CalError && error.code === "NOT_FOUND";
    return isMissing ? settleMissing(deps, look) : keepOpen(deps, look);
  }
}

/** Once the booking is known to be gone, and the one call can take no effect any more, nothing has moved. */
export async function settleMissing(
  deps: RecoverDeps,
  { attempt, sentForMs }: Look,
): Promise<Recovery> {
  const booking = await deps.db.bookings.getByUlid(attempt.bookingUlid).catch(() => null);
  const leftMs = timeLeft(deps, { attempt, sentForMs });
  if (!booking?.gone || leftMs > 0) {
    return keepOpen(deps, { attempt, sentForMs, leftMs: Math.max(leftMs, missingRetryMs) });
  }
  await deps.db.attempts.fail({ ...keyOf(attempt), state: "REJECTED", errorCode: "GONE" });
  return "notMoved";
}

interface Look {
  attempt: Attempt;
  /** By the database's clock. */
  sentForMs: number;
}

async function settle(
  deps: RecoverDeps,
  { attempt, outcome, sentForMs }: Look & { outcome: ReconcileOutcome },
): Promise<Recovery> {
  const key = keyOf(attempt);
  switch (outcome) {
    case "moved":
      // Recording the move has settled the attempt; if it has not, the record contradicts itself.
      await deps.db.attempts.fail({
        ...key,
        state: "NEEDS_HUMAN",
        errorCode: "INCONSISTENT",
        retryInMs: hourMs,
      });
      return "moved";
    case "cancelled":
      await deps.db.attempts.fail({ ...key, state: "REJECTED", errorCode: "BOOKING_CHANGED" });
      return "notMoved";
    case "unchanged": {
      const leftMs = timeLeft(deps, { attempt, sentForMs });
      if (leftMs > 0) return keepOpen(deps, { attempt, sentForMs, leftMs });
      // Cal.com answered with another booking of the attendee at that time.
      const isOther = attempt.errorCode === "OTHER_BOOKING";
      const errorCode = isOther ? "SLOT_TAKEN" : "NOT_EXECUTED";
      await deps.db.attempts.fail({ ...key, state: "REJECTED", errorCode });
      return "notMoved";
    }
  }
}

/** How long the one call can still take effect, in ms; not positive when it no longer can. */
export function timeLeft({ settings }: Needs<"settings">, { attempt, sentForMs }: Look): number {
  const { answeredRetryMs, quietMs } = settings.timings;
  return (attempt.answered ? answeredRetryMs : quietMs) - sentForMs;
}

/** Looks again less and less often, but not later than when one look decides. */
export async function keepOpen(
  deps: RecoverDeps,
  { attempt, sentForMs, leftMs = hourMs }: Look & { leftMs?: number },
): Promise<Recovery> {
  const isLost = sentForMs > dayMs || attempt.state === "NEEDS_HUMAN";
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
