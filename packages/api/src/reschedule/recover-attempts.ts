import { dayMs, hourMs, parseInstant } from "@reslot/cal/time";
import type { Attempt } from "@reslot/db";
import type { Ports } from "../app/ports.ts";
import { type Fate, reconcileBooking } from "../sync/reconcile-booking.ts";

const batchSize = 10;
const readLeaseMs = 30_000;

/** What became of one look at an attempt. */
type Recovery = "moved" | "notMoved" | "open" | "abandoned" | "needsHuman";

/**
 * Settles attempts nobody works on any more, by reading at Cal.com and never by asking it again to
 * move. A found successor is applied at once. "Not moved" is only said when it is sure: after one
 * read where Cal.com itself had answered, else after the quiet time.
 *
 * @returns how many attempts were looked at
 */
export async function recoverAttempts(ports: Ports): Promise<number> {
  const due = await ports.db.attempts.claimDue({ limit: batchSize, leaseMs: readLeaseMs });
  await Promise.all(
    due.map(async (attempt) => {
      const recovery = await recoverAttempt(ports, attempt);
      ports.log.info("recoverAttempts", {
        attemptUlid: attempt.ulid,
        recovery,
        tries: attempt.tries,
      });
    }),
  );
  return due.length;
}

async function recoverAttempt(ports: Ports, attempt: Attempt): Promise<Recovery> {
  if (attempt.sentAt === null) {
    await ports.db.attempts.fail({ ...keyOf(attempt), state: "ABANDONED", errorCode: "EXPIRED" });
    return "abandoned";
  }
  try {
    const calUid = attempt.fromCalUid;
    const { fate } = await reconcileBooking(ports, { calUid, cause: "recovery" });
    return await settle(ports, { attempt, fate, sentAt: parseInstant(attempt.sentAt) });
  } catch (error) {
    ports.log.error("RECOVER_ATTEMPTS_ERROR", error, { attemptUlid: attempt.ulid });
    return keepOpen(ports, { attempt, sentAt: parseInstant(attempt.sentAt) });
  }
}

interface Look {
  attempt: Attempt;
  sentAt: number;
}

async function settle(
  ports: Ports,
  { attempt, fate, sentAt }: Look & { fate: Fate },
): Promise<Recovery> {
  const key = keyOf(attempt);
  switch (fate) {
    case "moved":
      // Recording the move has settled the attempt; if it has not, the record contradicts itself.
      await ports.db.attempts.fail({ ...key, state: "NEEDS_HUMAN", errorCode: "INCONSISTENT" });
      return "moved";
    case "cancelled":
      await ports.db.attempts.fail({ ...key, state: "REJECTED", errorCode: "BOOKING_CHANGED" });
      return "notMoved";
    case "unchanged": {
      const leftMs = timeLeft(ports, { attempt, sentAt });
      if (leftMs > 0) return keepOpen(ports, { attempt, sentAt, leftMs });
      await ports.db.attempts.fail({ ...key, state: "REJECTED", errorCode: "NOT_EXECUTED" });
      return "notMoved";
    }
  }
}

/** How long the one call can still take effect, in ms; not positive when it no longer can. */
function timeLeft(ports: Ports, { attempt, sentAt }: Look): number {
  const { answeredRetryMs, quietMs } = ports.settings.timings;
  const waitMs = attempt.answered ? answeredRetryMs : quietMs;
  return sentAt + waitMs - ports.clock.now();
}

/** Looks again less and less often, but not later than when one look decides. */
async function keepOpen(
  ports: Ports,
  { attempt, sentAt, leftMs = hourMs }: Look & { leftMs?: number },
): Promise<Recovery> {
  const isLost = ports.clock.now() - sentAt > dayMs;
  const retryInMs = Math.min(1_000 * 2 ** Math.min(attempt.tries, 12), hourMs, leftMs);
  await ports.db.attempts.fail({
    ...keyOf(attempt),
    state: isLost ? "NEEDS_HUMAN" : "UNKNOWN",
    errorCode: "OUTCOME_UNKNOWN",
    retryInMs,
  });
  return isLost ? "needsHuman" : "open";
}

function keyOf({ ulid, fence }: Attempt): { attemptUlid: string; fence: number } {
  return { attemptUlid: ulid, fence };
}
