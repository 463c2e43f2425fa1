import type { CalClient } from "@reslot/cal";
import type { Attempt } from "@reslot/db";
import type { Connections } from "../cal-credentials/open-connection.ts";
import { AppError } from "../core/errors/app-error.ts";
import { toAppError } from "../core/errors/to-app-error.ts";
import type { Ports } from "../app/ports.ts";
import { withTimeout } from "../infra/with-timeout.ts";
import { answerApplied, answerAttempt, readStanding } from "./attempt-result.ts";
import { beginMove, type BegunMove } from "./attempt.ts";
import { checkCalendars } from "./check-calendars.ts";
import { validateMove } from "./validate-move.ts";
import { currentLength } from "../availability/current-length.ts";
import { moveFailure } from "./failure.ts";
import { writeFailure } from "./failure-record.ts";
import type { SurroundedContext } from "../core/participant.ts";
import { authorizeMover } from "./authorize-mover.ts";
import { requestHash } from "./request-hash.ts";
import type { RescheduleInput } from "../booking/schemas.ts";
import { sendMove, startSending } from "./send-move.ts";
import type { Settled } from "./settle-attempt.ts";
import type { RescheduleResult } from "../booking/types.ts";

const defaultRespondWithinMs = 8_000;

type MoveContext = SurroundedContext<{ connections: Connections }>;

/**
 * Moves a 1:1 booking: at Cal.com first, then here, then the other person is told. The attempt is
 * written down before Cal.com is asked, so whatever dies in between, `recoverAttempts` reads at
 * Cal.com what happened and finishes or ends it. `attemptUlid` makes repeating safe: the same
 * request gets the same answer.
 *
 * Four rounds of requests after the booking itself: the intention with both calendars, the door,
 * the move, the record. `confirming` means that Cal.com's answer is not known yet; it is never a
 * failure.
 *
 * @throws {AppError} every refusal of the contract; the meeting has not been moved then
 */
export async function rescheduleBooking(
  ctx: MoveContext,
  input: RescheduleInput,
): Promise<RescheduleResult> {
  const { ports, booking, role } = ctx;
  const hash = requestHash(input);
  const { coach } = ctx.around.connections;
  const durationMinutes = await currentLength(ports, { booking, coach });
  try {
    validateMove({ booking, role, input, durationMinutes, now: ports.clock.now() });
  } catch (refusal) {
    return answerAgain(ctx, { input, hash, refusal });
  }

  // Reading does no harm, so the intention is written meanwhile; it is still down before the move.
  const [begun, prepared] = await Promise.allSettled([
    beginMove(ctx, { input, hash }),
    prepare(ctx, input),
  ]);
  if (begun.status === "rejected") throw begun.reason;
  const settled = await carryOut(ctx, { ...begun.value, prepared });
  const { attemptUlid } = input;
  if (settled?.kind === "applied") return answerApplied(ctx, { attemptUlid, ...settled });
  return answerAttempt(ports, await readStanding(ports, keyOf(ctx, input)));
}

function keyOf({ signedIn, booking }: MoveContext, { attemptUlid }: RescheduleInput) {
  return { attemptUlid, actorUserUlid: signedIn.user.ulid, bookingUlid: booking.ulid };
}

/** What looks like a bad request may be an old one, repeated: that gets its own answer. */
async function answerAgain(
  ctx: MoveContext,
  { input, hash, refusal }: { input: RescheduleInput; hash: string; refusal: unknown },
): Promise<RescheduleResult> {
  const { ports, signedIn } = ctx;
  const { attemptUlid } = input;
  const actorUserUlid = signedIn.user.ulid;
  const known = await ports.db.attempts.get({ attemptUlid, actorUserUlid });
  if (!known) throw refusal;
  if (known.requestHash !== hash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  return answerAttempt(ports, await readStanding(ports, keyOf(ctx, input)));
}

interface Move extends BegunMove {
  prepared: PromiseSettledResult<CalClient>;
}

/**
 * Sends and records. What stops it before Cal.com is asked ends the attempt; after that nothing is
 * called a failure but Cal.com's own refusal. null: nobody has an answer yet.
 */
async function carryOut(
  ctx: MoveContext,
  { isNew, attempt, prepared }: Move,
): Promise<Settled | null> {
  const { ports, booking, role, signedIn } = ctx;
  if (!isNew) return null;
  const { ulid: attemptUlid, fromCalUid } = attempt;
  ports.caches.moves.start({ attemptUlid, fromCalUid });
  try {
    if (prepared.status === "rejected") throw prepared.reason;
    const client = prepared.value;
    const sending = await startSending(ports, { booking, role, attempt });
    if (!sending) return null;
    const sent = sendMove(ports, { ...sending, client, rescheduledBy: signedIn.user.email });
    return await waitForAnswer(ports, { attemptUlid, sent });
  } catch (error) {
    return abandon(ctx, attempt, error);
  }
}

/** Proves and checks at once, for the person waits; a bad token is the better reason when both fail. */
async function prepare(
  { ports, booking, role, around: { connections } }: MoveContext,
  input: RescheduleInput,
): Promise<CalClient> {
  const [mover, live] = await Promise.allSettled([
    authorizeMover(ports, { booking, role, connections }),
    checkCalendars(ports, { booking, role, input, connections }),
  ]);
  if (mover.status === "rejected") throw mover.reason;
  if (live.status === "rejected") throw live.reason;
  return mover.value;
}

/** Waits for the move as long as a person would. It goes on by itself after that, and so does its record. */
async function waitForAnswer(
  ports: Ports,
  { attemptUlid, sent }: { attemptUlid: string; sent: Promise<Settled> },
): Promise<Settled | null> {
  const recorded = sent.then(
    (settled) => {
      if (settled.kind !== "open") ports.caches.moves.finish(attemptUlid);
      return settled;
    },
    (error: unknown) => {
      ports.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid });
      return null;
    },
  );
  return withTimeout(recorded, ports.settings.timings.respondWithinMs ?? defaultRespondWithinMs);
}

async function abandon(
  { ports, booking, role }: MoveContext,
  attempt: Attempt,
  error: unknown,
): Promise<never> {
  const known = toAppError(error);
  const failure =
    error instanceof AppError
      ? error
      : moveFailure({
          booking,
          role,
          code: known.code,
          current: booking,
          details: known.details,
          cause: error,
        });
  ports.log.error("CAL_RESCHEDULE_ERROR", failure, { attemptUlid: attempt.ulid });
  ports.caches.moves.finish(attempt.ulid);
  await ports.db.attempts.fail({
    attemptUlid: attempt.ulid,
    fence: attempt.fence,
    state: "ABANDONED",
    errorCode: writeFailure(failure),
  });
  throw failure;
}
