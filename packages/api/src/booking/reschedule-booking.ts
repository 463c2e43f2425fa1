import { type CalClient, formatInstant, parseInstant } from "@reslot/cal";
import type { Attempt } from "@reslot/db";
import { type Connections, openConnections } from "../cal-connection/open-connection.ts";
import { AppError } from "../errors/app-error.ts";
import { toAppError } from "../errors/to-app-error.ts";
import type { Ports } from "../ports.ts";
import { answerAttempt, readStanding } from "./answer-attempt.ts";
import { checkLive } from "./check-live.ts";
import { checkMove } from "./check-move.ts";
import { currentLength } from "./current-length.ts";
import { bookingChanged, moveFailure } from "./explain-failure.ts";
import { writeFailure } from "./failure-record.ts";
import type { ParticipantContext } from "./participant.ts";
import { proveMover } from "./prove-mover.ts";
import { requestHash } from "./request-hash.ts";
import type { RescheduleInput } from "./schemas.ts";
import { sendMove, startSending } from "./send-move.ts";
import type { RescheduleResult } from "./types.ts";

const defaultRespondWithinMs = 8_000;

/**
 * Moves a 1:1 booking: at Cal.com first, then here, then the other person is told. The attempt is
 * written down before Cal.com is asked, so whatever dies in between, `recoverAttempts` reads at
 * Cal.com what happened and finishes or ends it. `attemptUlid` makes repeating safe: the same
 * request gets the same answer.
 *
 * `confirming` means that Cal.com's answer is not known yet; it is never a failure.
 *
 * @throws {AppError} every refusal of the contract; the meeting has not been moved then
 */
export async function rescheduleBooking(
  ctx: ParticipantContext,
  input: RescheduleInput,
): Promise<RescheduleResult> {
  const { ports, signedIn } = ctx;
  const key = { attemptUlid: input.attemptUlid, actorUserUlid: signedIn.user.ulid };
  const hash = requestHash(input);
  const { booking, role } = ctx;
  const [known, connections] = await Promise.all([
    ports.db.attempts.get(key),
    openConnections(ports, booking),
  ]);
  if (known) return answerAgain(ports, { known, hash });

  const durationMinutes = await currentLength(ports, { booking, coach: connections.coach });
  checkMove({ booking, role, input, durationMinutes, now: ports.clock.now() });
  const begun = await begin(ctx, { input, hash });
  if (begun.isNew) await carryOut(ctx, { input, connections, attempt: begun.attempt });
  return answerAttempt(ports, await readStanding(ports, { ...key, bookingUlid: booking.ulid }));
}

async function answerAgain(
  ports: Ports,
  { known, hash }: { known: Attempt; hash: string },
): Promise<RescheduleResult> {
  if (known.requestHash !== hash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  const key = { attemptUlid: known.ulid, actorUserUlid: known.actorUserUlid };
  return answerAttempt(ports, await readStanding(ports, key));
}

/** Writes the intention down; of two people at once only one gets through. */
async function begin(
  { ports, signedIn, booking, role }: ParticipantContext,
  { input, hash }: { input: RescheduleInput; hash: string },
): Promise<{ isNew: boolean; attempt: Attempt }> {
  const begun = await ports.db.attempts.begin({
    attemptUlid: input.attemptUlid,
    bookingUlid: booking.ulid,
    actorUserUlid: signedIn.user.ulid,
    requestHash: hash,
    expectedVersion: input.expectedVersion,
    toStartTime: formatInstant(parseInstant(input.newStartTime)),
    toEndTime: formatInstant(parseInstant(input.newEndTime)),
    reason: input.reason || null,
    overrideConflict: input.overrideConflict ?? false,
    leaseMs: ports.settings.timings.leaseMs,
  });
  const refuse = (code: "RESCHEDULE_IN_PROGRESS" | "UNSUPPORTED_BOOKING" | "SLOT_TAKEN") =>
    moveFailure({ code, booking, role, current: booking });
  switch (begun.kind) {
    case "created":
      return { isNew: true, attempt: begun.attempt };
    case "replay":
      return { isNew: false, attempt: begun.attempt };
    case "keyReused":
      throw new AppError("IDEMPOTENCY_KEY_REUSED");
    case "notFound":
      throw new AppError("NOT_FOUND");
    case "inProgress":
      throw refuse("RESCHEDULE_IN_PROGRESS");
    case "changed":
      throw bookingChanged({
        booking: (await ports.db.bookings.getByUlid(booking.ulid)) ?? booking,
        role,
      });
    case "notMovable":
      throw refuse("UNSUPPORTED_BOOKING");
    case "coachBusy":
      throw refuse("SLOT_TAKEN");
  }
}

interface Move {
  connections: Connections;
  input: RescheduleInput;
  attempt: Attempt;
}

/**
 * Proves, checks, sends and records. What stops it before Cal.com is asked ends the attempt; after
 * that nothing is called a failure but Cal.com's own refusal.
 */
async function carryOut(ctx: ParticipantContext, move: Move): Promise<void> {
  const { ports, booking, role, signedIn } = ctx;
  try {
    const client = await prepare(ctx, move);
    const sending = await startSending(ports, { booking, role, attempt: move.attempt });
    if (!sending) return;
    const rescheduledBy = signedIn.user.email;
    await withinPatience(ports, sendMove(ports, { ...sending, client, rescheduledBy }));
  } catch (error) {
    await abandon(ctx, move.attempt, error);
  }
}

/** Both at once, for the person waits; a bad token is the better reason when both fail. */
async function prepare(
  { ports, booking, role }: ParticipantContext,
  { input, connections }: Move,
): Promise<CalClient> {
  const [mover, live] = await Promise.allSettled([
    proveMover(ports, { booking, role, connections }),
    checkLive(ports, { booking, role, input, connections }),
  ]);
  if (mover.status === "rejected") throw mover.reason;
  if (live.status === "rejected") throw live.reason;
  return mover.value;
}

/** Waits for the move as long as a person would. It goes on by itself after that, and so does its record. */
async function withinPatience(ports: Ports, sent: Promise<void>): Promise<void> {
  const patienceMs = ports.settings.timings.respondWithinMs ?? defaultRespondWithinMs;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  const recorded = sent.catch((error: unknown) => ports.log.error("CAL_RESCHEDULE_ERROR", error));
  await Promise.race([recorded, patience]);
  clearTimeout(timer);
}

async function abandon(
  { ports, booking, role }: ParticipantContext,
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
  await ports.db.attempts.fail({
    attemptUlid: attempt.ulid,
    fence: attempt.fence,
    state: "ABANDONED",
    errorCode: writeFailure(failure),
  });
  throw failure;
}
