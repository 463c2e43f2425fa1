import { type CalClient, CalError } from "@reslot/cal";
import type { Attempt } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { describeBooking, detailsOfOpened } from "../booking/describe-booking.ts";
import type { AnswerResult } from "../booking/types.ts";
import { readerWith } from "../cal-credentials/booking-reader.ts";
import { AppError } from "../core/errors/app-error.ts";
import { withTimeout } from "../infra/with-timeout.ts";
import { readFailure } from "../reschedule/stored-failure.ts";
import { type Answer, answerFailure } from "./answer.ts";
import { abandonAnswer, beginAnswer, startSending } from "./answer-attempt.ts";
import { prepareAnswer, type PrepareAnswerDeps } from "./prepare-answer.ts";
import { settleAnswer } from "./settle-answer.ts";

const defaultRespondWithinMs = 8_000;

type AnswerDeps = PrepareAnswerDeps & Needs<"settings" | "telemetry">;

/**
 * Confirms or declines a move that waits for the coach, as a move is made: the attempt is recorded, Cal.com is
 * asked once, and what it did is read. The attempt in flight keeps everyone else from moving or answering the
 * booking here. `attemptUlid` is the idempotency key. Of a series Cal.com answers every pending occurrence.
 *
 * @throws {AppError} when the request was not answered
 */
export async function answerRequest(deps: AnswerDeps, answer: Answer): Promise<AnswerResult> {
  const begun = await beginAnswer(deps, answer);
  if (begun.kind === "repeated") return resultOf(deps, answer);
  const { attempt } = begun;
  const prepared = await prepareAnswer(deps, answer);
  if (prepared.kind === "refused")
    throw await abandonAnswer(deps, { answer, attempt, ...prepared });
  const started = await startSending(deps, attempt);
  if (started.kind === "leaseLost") return resultOf(deps, answer);
  if (started.kind === "refused") throw await abandonAnswer(deps, { answer, attempt, ...started });

  // From here on it may be answered: nothing but Cal.com's own refusal is called a failure.
  const { client, connection } = prepared;
  const leftMs = started.deadline - deps.clock.elapsed();
  const sent =
    leftMs > 0 ? sendToCal(client, answer, { attempt, leftMs }) : Promise.reject(tooLate());
  const reader = readerWith(deps, { connection, purpose: "recovery" });
  const { calSeriesUid } = answer.booking;
  await withTimeout(
    settleAnswer(deps, { reader, attempt: started.attempt, calSeriesUid }, sent),
    deps.settings.timings.respondWithinMs ?? defaultRespondWithinMs,
  );
  return resultOf(deps, answer);
}

async function sendToCal(
  { bookings }: CalClient,
  { kind, input: { reason } }: Answer,
  { attempt, leftMs }: { attempt: Attempt; leftMs: number },
): Promise<unknown> {
  const signal = AbortSignal.timeout(leftMs);
  return kind === "confirm"
    ? bookings.confirm(attempt.fromCalUid, { signal })
    : bookings.decline(attempt.fromCalUid, { ...(reason && { reason }) }, { signal });
}

/** A timer of 0 ms has not run out yet when the call looks at its signal. */
function tooLate(): CalError {
  const details = { reason: "deadline" };
  return new CalError("NOT_SENT", { operation: "bookings.answer", isWrite: true, details });
}

/**
 * What is recorded of it. Where the database does not answer, it is `confirming`: its silence says nothing
 * about Cal.com.
 */
async function resultOf(deps: AnswerDeps, answer: Answer): Promise<AnswerResult> {
  const { actor, booking, role, input } = answer;
  const { attemptUlid } = input;
  try {
    const [attempt, now] = await Promise.all([
      deps.db.attempts.get({ attemptUlid, actorUserUlid: actor.user.ulid }),
      deps.db.bookings.getByUlid(booking.ulid),
    ]);
    if (!attempt || !now) throw new AppError("NOT_FOUND");
    const outcome = outcomeOf(attempt);
    if (outcome === "failed") {
      const { code, details } = readFailure(attempt);
      throw answerFailure(answer, code, { details });
    }
    return { outcome, attemptUlid, booking: await describeBooking(deps, { booking: now, role }) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    deps.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid });
    const details = detailsOfOpened(
      { booking, role, connections: answer.connections, consent: null },
      deps,
    );
    return { outcome: "confirming", attemptUlid, booking: { ...details, needsMe: null } };
  }
}

function outcomeOf({ state, kind }: Attempt): AnswerResult["outcome"] | "failed" {
  switch (state) {
    case "PREPARED":
    case "SENDING":
    case "UNKNOWN":
    case "NEEDS_HUMAN":
      return "confirming";
    case "APPLIED":
      return kind === "decline" ? "declined" : "confirmed";
    case "REJECTED":
    case "SUPERSEDED":
    case "ABANDONED":
      return "failed";
  }
}
