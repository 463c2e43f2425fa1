import { CalError } from "@reslot/cal";
import type { DueAttempt } from "@reslot/db";
import { createBookingReader } from "../cal-credentials/booking-reader.ts";
import {
  claim,
  keepOpen,
  keyOf,
  type RecoverDeps,
  type Recovery,
  settleMissing,
  timeLeft,
} from "../reschedule/recover-attempts.ts";
import { lookAtAnswer } from "./settle-answer.ts";

/**
 * Recovers answers that no process works on any more, as `recoverAttempts` does with moves: by reading, and never
 * by answering again. "Not answered" is only recorded when the one call can take no effect any more.
 *
 * @returns how many answers were looked at
 */
export async function recoverAnswers(deps: RecoverDeps): Promise<number> {
  const due = await deps.db.answers.claimDue(claim);
  await Promise.all(
    due.map(async (attempt) => {
      const recovery = await recoverAnswer(deps, attempt);
      const { ulid: attemptUlid, tries } = attempt;
      deps.log.info("recoverAttempts", { attemptUlid, recovery, tries });
    }),
  );
  return due.length;
}

async function recoverAnswer(
  deps: RecoverDeps,
  attempt: DueAttempt,
): Promise<Recovery | "answered"> {
  const { sentForMs } = attempt;
  if (sentForMs === null) {
    await deps.db.attempts.fail({ ...keyOf(attempt), state: "ABANDONED", errorCode: "EXPIRED" });
    return "abandoned";
  }
  const look = { attempt, sentForMs };
  try {
    const booking = await deps.db.bookings.getByUlid(attempt.bookingUlid);
    const userUlids = [attempt.coachUserUlid];
    const reader = createBookingReader(deps, { userUlids, purpose: "recovery" });
    const calSeriesUid = booking?.calSeriesUid ?? null;
    const seen = await lookAtAnswer(deps, { reader, attempt, calSeriesUid, cause: "recovery" });
    if (!seen.isStillPending) return "answered";
    if (!attempt.isClaimed) return "looked";
    const leftMs = timeLeft(deps, look);
    if (leftMs > 0) return await keepOpen(deps, { ...look, leftMs });
    const errorCode = "NOT_EXECUTED";
    await deps.db.attempts.fail({ ...keyOf(attempt), state: "REJECTED", errorCode });
    return "notMoved";
  } catch (error) {
    deps.log.error("RECOVER_ATTEMPTS_ERROR", error, { attemptUlid: attempt.ulid });
    if (!attempt.isClaimed) return "looked";
    const isMissing = error instanceof CalError && error.code === "NOT_FOUND";
    return isMissing ? settleMissing(deps, look) : keepOpen(deps, look);
  }
}
