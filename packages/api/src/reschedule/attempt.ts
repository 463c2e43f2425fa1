import { createHash } from "node:crypto";
import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import type { Attempt, OverriddenVerdict } from "@reslot/db";
import type { App, Needs } from "../app/app.ts";
import type { RescheduleInput } from "../booking/schemas.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { ErrorDetails } from "../core/errors/payload.ts";
import { toAppError } from "../core/errors/to-app-error.ts";
import { insist } from "../infra/insist.ts";
import { bookingChanged, moveFailure } from "./move-failure.ts";
import { writeFailure } from "./stored-failure.ts";
import type { Move } from "./move.ts";

/** What marking an attempt as sending may take without shortening the call to Cal.com. */
const markingMarginMs = 2_000;

type BegunAttempt =
  | { kind: "begun"; attempt: Attempt }
  | { kind: "repeated" }
  | { kind: "refused"; refusal: AppError };

/**
 * Records the attempt before anything is sent; of two people at once only one gets through. Refused
 * with IDEMPOTENCY_KEY_REUSED, NOT_FOUND, RESCHEDULE_IN_PROGRESS, BOOKING_CHANGED,
 * UNSUPPORTED_BOOKING, SLOT_TAKEN or RATE_LIMITED. `durationMinutes` is the longest that the meeting may be, which is
 * kept free of the coach's other moves. One query.
 */
export async function beginAttempt(
  { db, settings, telemetry }: Needs<"db" | "settings" | "telemetry">,
  { actor, booking, role, input }: Move,
  durationMinutes: number,
): Promise<BegunAttempt> {
  const start = parseInstant(input.newStartTime);
  const begun = await recordBeginning(db, {
    attemptUlid: input.attemptUlid,
    bookingUlid: booking.ulid,
    actorUserUlid: actor.user.ulid,
    requestHash: requestHash(input),
    expectedVersion: input.expectedVersion,
    toStartTime: formatInstant(start),
    toEndTime: formatInstant(start + durationMinutes * minuteMs),
    reason: input.reason || null,
    overrideConflict: input.overrideConflict ?? false,
    leaseMs: settings.timings.leaseMs,
  });
  if ("attempt" in begun) {
    return begun.kind === "replay"
      ? { kind: "repeated" }
      : { kind: "begun", attempt: begun.attempt };
  }
  if (begun.kind === "changed") {
    const now = (await db.bookings.getByUlid(booking.ulid)) ?? booking;
    return { kind: "refused", refusal: bookingChanged({ booking: now, role }) };
  }
  if (begun.kind === "rateLimited") telemetry.count("reslot.rate_limited", { kind: "move" });
  return { kind: "refused", refusal: refusalOf(begun, { booking, role }) };
}

type Begun = Awaited<ReturnType<Begin>>;
type Refused = Exclude<Begun, { attempt: Attempt } | { kind: "changed" }>;

function refusalOf(begun: Refused, { booking, role }: Pick<Move, "booking" | "role">): AppError {
  const failure = (code: RefusedAtOnce, details: ErrorDetails = {}) =>
    moveFailure({ code, booking, role, current: booking, details });
  switch (begun.kind) {
    case "keyReused":
      return new AppError("IDEMPOTENCY_KEY_REUSED");
    case "notFound":
      return new AppError("NOT_FOUND");
    case "inProgress":
      return failure("RESCHEDULE_IN_PROGRESS");
    case "notMovable":
      return failure("UNSUPPORTED_BOOKING");
    case "coachBusy":
      return failure("SLOT_TAKEN");
    case "rateLimited":
      return failure("RATE_LIMITED", { retryAfterMs: begun.retryAfterMs });
  }
}

type RefusedAtOnce =
  | "RESCHEDULE_IN_PROGRESS"
  | "UNSUPPORTED_BOOKING"
  | "SLOT_TAKEN"
  | "RATE_LIMITED";

type Begin = App["db"]["attempts"]["begin"];

/**
 * The attempt may have been recorded by a query whose answer was lost. If it was not ours, only one process
 * can mark it as being sent.
 */
async function recordBeginning({ attempts }: App["db"], row: Parameters<Begin>[0]): Promise<Begun> {
  let tries = 0;
  const begun = await insist(() => {
    tries += 1;
    return attempts.begin(row);
  });
  const isOurs = begun.kind === "replay" && tries > 1 && begun.attempt.state === "PREPARED";
  return isOurs ? { ...begun, kind: "created" } : begun;
}

/** One value for one request: equal instants in other notations are the same request. */
export function requestHash(input: RescheduleInput): string {
  const { bookingUlid, expectedVersion, reason, overrideConflict, seen } = input;
  const body = [
    bookingUlid,
    parseInstant(input.newStartTime),
    parseInstant(input.newEndTime),
    expectedVersion,
    reason ?? "",
    overrideConflict ?? false,
    seen ? [seen.timeZone, seen.wallClock, ...(seen.offset ? [seen.offset] : [])] : null,
  ];
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

type StartedSending =
  | { kind: "sending"; attempt: Attempt; deadline: number }
  | { kind: "leaseLost" }
  | { kind: "refused"; cause: unknown };

/**
 * Marks the attempt as being sent, until `deadline` (by `clock.elapsed`). The deadline lies well before
 * the end of the lease, so that no other process takes the attempt over while the call is under way.
 * Refused with RATE_LIMITED, or when the database did not answer; nothing was sent then. One query.
 */
export async function startSending(
  { clock, db, settings, telemetry }: Needs<"clock" | "db" | "settings" | "telemetry">,
  {
    move,
    attempt,
    overriddenVerdict,
  }: { move: Move; attempt: Attempt; overriddenVerdict: OverriddenVerdict | null },
): Promise<StartedSending> {
  const { leaseMs, postTimeoutMs } = settings.timings;
  const askedAt = clock.elapsed();
  const { ulid: attemptUlid, fence } = attempt;
  const { limits } = settings;
  const marked = await db.attempts
    .markSending({ attemptUlid, fence, leaseMs, limits, overriddenVerdict })
    .catch((cause: unknown) => ({ kind: "failed" as const, cause }));
  switch (marked.kind) {
    case "sending": {
      const deadline = askedAt + Math.min(leaseMs, postTimeoutMs + markingMarginMs);
      return { kind: "sending", attempt: marked.attempt, deadline };
    }
    case "leaseLost":
      return { kind: "leaseLost" };
    case "failed":
      return { kind: "refused", cause: marked.cause };
    case "rateLimited": {
      telemetry.count("reslot.rate_limited", { kind: "move" });
      const { booking, role } = move;
      const details = { retryAfterMs: marked.retryAfterMs };
      const code = "RATE_LIMITED";
      return {
        kind: "refused",
        cause: moveFailure({ code, booking, role, current: booking, details }),
      };
    }
  }
}

/**
 * Ends an attempt of which nothing was sent, so that the next one can begin: also one that was marked as
 * sending by a query whose answer was lost.
 *
 * @returns the reason, in words for the person who tried
 */
export async function abandonAttempt(
  { caches, db, log }: Needs<"caches" | "db" | "log">,
  { move, attempt, cause }: { move: Move; attempt: Attempt; cause: unknown },
): Promise<AppError> {
  const { ulid: attemptUlid, fence } = attempt;
  const failure = failureOf(move, cause);
  log.error("CAL_RESCHEDULE_ERROR", failure, { attemptUlid });
  caches.recentMoves.finish(attemptUlid);
  const errorCode = writeFailure(failure);
  const ended = await insist(() =>
    db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode }),
  );
  if (!ended) await insist(() => db.attempts.takeBack({ attemptUlid, fence, errorCode }));
  return failure;
}

function failureOf({ booking, role }: Move, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { code, details } = toAppError(cause);
  return moveFailure({ booking, role, code, current: booking, details, cause });
}
