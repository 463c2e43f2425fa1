import { createHash } from "node:crypto";
import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import type { Attempt, OverriddenVerdict } from "@reslot/db";
import type { App, Needs } from "../app/app.ts";
import type { RescheduleInput } from "../booking/schemas.ts";
import { AppError } from "../core/errors/app-error.ts";
import { toAppError } from "../core/errors/to-app-error.ts";
import { insist } from "../infra/insist.ts";
import { bookingChanged, moveFailure } from "./move-failure.ts";
import { writeFailure } from "./stored-failure.ts";
import type { Move } from "./move.ts";

/** What recording an attempt, or marking it, and the checks beside that may take without shortening the call to Cal.com. */
const marginMs = 4_000;

type BegunAttempt =
  /** `deadline`: until when, by `clock.elapsed`, it may be sent if it is SENDING. */
  | { kind: "begun"; attempt: Attempt; deadline: number }
  | { kind: "repeated" }
  | { kind: "refused"; refusal: AppError };

/**
 * Records the attempt before anything is sent; of two people at once only one gets through. Refused
 * with IDEMPOTENCY_KEY_REUSED, NOT_FOUND, RESCHEDULE_IN_PROGRESS, BOOKING_CHANGED,
 * UNSUPPORTED_BOOKING, SLOT_TAKEN or RATE_LIMITED. `durationMinutes` is the longest that the meeting may be,
 * which is kept free of the coach's other moves. It is SENDING at once, so that no round passes between the
 * checks beside it and the call; with an override it is PREPARED, until it is known what that sets aside. One query.
 */
export async function beginAttempt(
  deps: Needs<"clock" | "db" | "newUlid" | "settings" | "telemetry">,
  move: Move,
  durationMinutes: number,
): Promise<BegunAttempt> {
  const { clock, db, settings } = deps;
  const { actor, booking, role, input } = move;
  const start = parseInstant(input.newStartTime);
  const askedAt = clock.elapsed();
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
    sending: input.overrideConflict
      ? null
      : { fence: fenceFrom(deps.newUlid()), limits: settings.limits },
  });
  if ("attempt" in begun) {
    return begun.kind === "replay"
      ? { kind: "repeated" }
      : { kind: "begun", attempt: begun.attempt, deadline: deadlineOf(settings, askedAt) };
  }
  if (begun.kind === "changed") {
    const now = (await db.bookings.getByUlid(booking.ulid)) ?? booking;
    return { kind: "refused", refusal: bookingChanged({ booking: now, role }) };
  }
  if (begun.kind === "rateLimited")
    return { kind: "refused", refusal: tooOften(deps, move, begun) };
  return { kind: "refused", refusal: refusalOf(begun, move) };
}

type Begun = Awaited<ReturnType<Begin>>;
type Refused = Exclude<Begun, { attempt: Attempt } | { kind: "changed" | "rateLimited" }>;

function refusalOf(begun: Refused, { booking, role }: Pick<Move, "booking" | "role">): AppError {
  const failure = (code: RefusedAtOnce) => moveFailure({ code, booking, role, current: booking });
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
  }
}

type RefusedAtOnce = "RESCHEDULE_IN_PROGRESS" | "UNSUPPORTED_BOOKING" | "SLOT_TAKEN";

type Begin = App["db"]["attempts"]["begin"];

/** Well before the end of the lease, so that no other process takes the attempt over while the call is under way. */
function deadlineOf({ timings }: App["settings"], askedAt: number): number {
  const { leaseMs, postTimeoutMs } = timings;
  return askedAt + Math.min(leaseMs, postTimeoutMs + marginMs);
}

function tooOften(
  { telemetry }: Needs<"telemetry">,
  { booking, role }: Move,
  { retryAfterMs }: { retryAfterMs: number },
): AppError {
  telemetry.count("reslot.rate_limited", { kind: "move" });
  const details = { retryAfterMs };
  return moveFailure({ code: "RATE_LIMITED", booking, role, current: booking, details });
}

const fences = 2 ** 30;

/** Its own for each attempt, as far as chance goes. */
function fenceFrom(ulid: string): number {
  const digits = createHash("sha256").update(ulid).digest().readUInt32BE();
  return 1 + (digits % fences);
}

/**
 * The attempt may have been recorded by a query whose answer was lost. One that is SENDING is known by the fence that
 * was asked for; of a PREPARED one that was not ours, only one process can mark it as being sent.
 */
async function recordBeginning({ attempts }: App["db"], row: Parameters<Begin>[0]): Promise<Begun> {
  let tries = 0;
  const begun = await insist(() => {
    tries += 1;
    return attempts.begin(row);
  });
  if (begun.kind !== "replay" || tries === 1) return begun;
  const { state, fence } = begun.attempt;
  const isOurs = state === "PREPARED" || (state === "SENDING" && fence === row.sending?.fence);
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
 * Marks a PREPARED attempt as being sent, until `deadline` (by `clock.elapsed`). Refused with RATE_LIMITED, or
 * when the database did not answer; nothing was sent then. One query.
 */
export async function startSending(
  deps: Needs<"clock" | "db" | "settings" | "telemetry">,
  {
    move,
    attempt,
    overriddenVerdict,
  }: { move: Move; attempt: Attempt; overriddenVerdict: OverriddenVerdict | null },
): Promise<StartedSending> {
  const { clock, db, settings } = deps;
  const { leaseMs } = settings.timings;
  const askedAt = clock.elapsed();
  const { ulid: attemptUlid, fence } = attempt;
  const { limits } = settings;
  const marked = await db.attempts
    .markSending({ attemptUlid, fence, leaseMs, limits, overriddenVerdict })
    .catch((cause: unknown) => ({ kind: "failed" as const, cause }));
  switch (marked.kind) {
    case "sending":
      return { ...marked, deadline: deadlineOf(settings, askedAt) };
    case "leaseLost":
      return { kind: "leaseLost" };
    case "failed":
      return { kind: "refused", cause: marked.cause };
    case "rateLimited":
      return { kind: "refused", cause: tooOften(deps, move, marked) };
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
  const isEnded =
    attempt.state === "PREPARED" &&
    (await insist(() => db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode })));
  if (!isEnded) await insist(() => db.attempts.takeBack({ attemptUlid, fence, errorCode }));
  return failure;
}

function failureOf({ booking, role }: Move, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { code, details } = toAppError(cause);
  return moveFailure({ booking, role, code, current: booking, details, cause });
}
