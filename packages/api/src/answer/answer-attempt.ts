import { createHash } from "node:crypto";
import type { Attempt } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import { insist } from "../infra/insist.ts";
import { writeFailure } from "../reschedule/stored-failure.ts";
import { type Answer, answerFailure, toAnswerFailure } from "./answer.ts";

/** What marking an attempt as sending may take without shortening the call to Cal.com. */
const markingMarginMs = 2_000;

/** Records the attempt before anything is sent. One query. @throws {AppError} why the request cannot be answered */
export async function beginAnswer(
  { db, settings }: Needs<"db" | "settings">,
  answer: Answer,
): Promise<{ kind: "begun"; attempt: Attempt } | { kind: "repeated" }> {
  const { actor, booking, kind, input } = answer;
  const begun = await db.answers.begin({
    kind,
    attemptUlid: input.attemptUlid,
    bookingUlid: booking.ulid,
    actorUserUlid: actor.user.ulid,
    requestHash: hashOf(answer),
    expectedVersion: input.expectedVersion,
    reason: input.reason || null,
    overrideConflict: input.overrideConflict ?? false,
    leaseMs: settings.timings.leaseMs,
  });
  if ("attempt" in begun) {
    return begun.kind === "replay"
      ? { kind: "repeated" }
      : { kind: "begun", attempt: begun.attempt };
  }
  throw refusalOf(answer, begun);
}

type Begun = Awaited<ReturnType<Needs<"db">["db"]["answers"]["begin"]>>;

function refusalOf(answer: Answer, begun: Exclude<Begun, { attempt: Attempt }>): AppError {
  const because = (reason: string) => ({ details: { reason } });
  switch (begun.kind) {
    case "notFound":
      return new AppError("NOT_FOUND");
    case "keyReused":
      return answerFailure(answer, "IDEMPOTENCY_KEY_REUSED");
    case "inProgress":
      return answerFailure(answer, "RESCHEDULE_IN_PROGRESS");
    case "changed":
      return answerFailure(answer, "BOOKING_CHANGED", { details: { version: begun.version } });
    case "notMovable":
      return answerFailure(answer, "UNSUPPORTED_BOOKING", because(begun.status));
    case "notAsked": {
      const isFirst = answer.booking.status === "pending";
      return answerFailure(
        answer,
        "UNSUPPORTED_BOOKING",
        because(isFirst ? "firstRequest" : "notAsked"),
      );
    }
    case "coachBusy":
      return answerFailure(answer, "SLOT_TAKEN", because("coachBusy"));
    case "rateLimited":
      return new AppError("RATE_LIMITED", { details: { retryAfterMs: begun.retryAfterMs } });
  }
}

function hashOf({ kind, input }: Answer): string {
  const { bookingUlid, expectedVersion, reason, overrideConflict } = input;
  const body = [kind, bookingUlid, expectedVersion, reason ?? "", overrideConflict ?? false];
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

/** The deadline is by `clock.elapsed`, well before the end of the lease. */
export async function startSending(
  { clock, db, settings, telemetry }: Needs<"clock" | "db" | "settings" | "telemetry">,
  { ulid: attemptUlid, fence }: Attempt,
): Promise<
  | { kind: "sending"; attempt: Attempt; deadline: number }
  | { kind: "leaseLost" }
  | { kind: "refused"; cause: unknown }
> {
  const { leaseMs, postTimeoutMs } = settings.timings;
  const askedAt = clock.elapsed();
  const marked = await db.attempts
    .markSending({ attemptUlid, fence, leaseMs, limits: settings.limits })
    .catch((cause: unknown) => ({ kind: "refused" as const, cause }));
  if (marked.kind === "sending") {
    const deadline = askedAt + Math.min(leaseMs, postTimeoutMs + markingMarginMs);
    return { ...marked, deadline };
  }
  if (marked.kind !== "rateLimited") return marked;
  telemetry.count("reslot.rate_limited", { kind: "move" });
  const details = { retryAfterMs: marked.retryAfterMs };
  return { kind: "refused", cause: new AppError("RATE_LIMITED", { details }) };
}

/** Nothing was sent, so that the next one can begin. Returns the reason, in words for the coach. */
export async function abandonAnswer(
  { db, log }: Needs<"db" | "log">,
  { answer, attempt, cause }: { answer: Answer; attempt: Attempt; cause: unknown },
): Promise<AppError> {
  const { ulid: attemptUlid, fence } = attempt;
  const failure = toAnswerFailure(answer, cause);
  log.error("CAL_RESCHEDULE_ERROR", failure, { attemptUlid });
  const errorCode = writeFailure(failure);
  const ended = await insist(() =>
    db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode }),
  );
  if (!ended) await insist(() => db.attempts.takeBack({ attemptUlid, fence, errorCode }));
  return failure;
}
