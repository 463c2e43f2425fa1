import { formatInstant, minuteMs, parseInstant, secondMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import type { MoveResult } from "./bookings.ts";
import type { Calls, MoveStatus } from "./calls.ts";
import type { CallOptions } from "./options.ts";
import { errorFrom } from "./read-error.ts";
import { isPassing, repeat } from "./repeat.ts";
import { isReslotError, ReslotError } from "./reslot-error.ts";
import { wait } from "./wait.ts";

export interface MoveInput extends CallOptions {
  bookingUlid: string;
  /** ISO 8601, with "Z" or an offset. */
  newStartTime: string;
  /** The new start plus the meeting's own length when left out. */
  newEndTime?: string | undefined;
  /** The version that the person has seen; the current one when left out. */
  expectedVersion?: number | undefined;
  /** Of an earlier call whose outcome is not known: it goes on with that move, and makes no other. */
  attemptUlid?: string | undefined;
  /** Is told the id before anything is sent, so that it can be stored. */
  onAttempt?: ((attemptUlid: string) => void | Promise<void>) | undefined;
  /** What to do when the meeting has changed since `expectedVersion`: fail, or move it all the same. */
  whenChanged?: "fail" | "readAgain" | undefined;
  /** Read by the other person. */
  reason?: string | undefined;
  /** Moves it although the mentee is busy, or may be. */
  overrideConflict?: boolean | undefined;
  /** The local time that the person read: refused when it is another one than would be booked. */
  seen?: { timeZone: string; wallClock: string; offset?: string | undefined } | undefined;
  /** How long to follow a move that is "confirming"; three minutes by default. */
  followMs?: number | undefined;
}

const defaultFollowMs = 3 * minuteMs;
const firstLookMs = secondMs;
const longestLookMs = 5 * secondMs;
const maxReadings = 3;

/**
 * Moves a meeting once, however often requests have to be repeated: all of them carry the same attempt id.
 *
 * @returns `confirming` only when the outcome is still not known after `followMs`
 * @throws {ReslotError} when it was not moved; UNREACHABLE, with `details.attemptUlid`, when that is not known
 */
export async function moveBooking(calls: Calls, input: MoveInput): Promise<MoveResult> {
  for (let readings = 1; ; readings++) {
    try {
      return await moveOnce(calls, input, readings);
    } catch (error) {
      const mayReadAgain = input.whenChanged === "readAgain" && readings < maxReadings;
      if (!mayReadAgain || !isReslotError(error, "BOOKING_CHANGED")) throw error;
    }
  }
}

async function moveOnce(calls: Calls, input: MoveInput, reading: number): Promise<MoveResult> {
  const { signal, onAttempt } = input;
  // After a refusal nothing is in flight any more, so the next one is an attempt of its own.
  const earlier = reading === 1 ? input.attemptUlid : undefined;
  const attempt = { attemptUlid: earlier ?? ulid(), reading, mayBeMade: earlier !== undefined };
  await onAttempt?.(attempt.attemptUlid);
  try {
    const known = earlier === undefined ? null : await readStatus(calls, earlier, signal);
    const sent = known ?? (await send(calls, input, attempt));
    return sent.outcome === "confirming" ? await follow(calls, input, sent) : sent;
  } catch (error) {
    throw named(error, attempt);
  }
}

interface Attempt {
  readonly attemptUlid: string;
  /** From 1. */
  readonly reading: number;
  /** A request has left whose answer is not known. */
  mayBeMade: boolean;
}

async function send(calls: Calls, input: MoveInput, attempt: Attempt) {
  const { bookingUlid, signal, reason, overrideConflict, seen } = input;
  const request = {
    bookingUlid,
    attemptUlid: attempt.attemptUlid,
    ...(await readTimes(calls, input, attempt.reading)),
    ...(reason !== undefined && { reason }),
    ...(overrideConflict !== undefined && { overrideConflict }),
    ...(seen && { seen }),
  };
  return repeat(async () => {
    try {
      return await calls.reschedule(request, { signal });
    } catch (error) {
      if (isReslotError(error, "UNREACHABLE") && isPassing(error)) attempt.mayBeMade = true;
      throw error;
    }
  }, signal);
}

/** What the input leaves out, from the booking as it is now. */
async function readTimes(
  calls: Calls,
  { bookingUlid, newStartTime, signal, newEndTime, expectedVersion }: MoveInput,
  reading: number,
) {
  const start = parseInstant(newStartTime);
  const times = { newStartTime: formatInstant(start) };
  if (reading === 1 && expectedVersion !== undefined && newEndTime !== undefined) {
    return { ...times, newEndTime, expectedVersion };
  }
  const booking = await repeat(() => calls.get(bookingUlid, { signal }), signal);
  return {
    ...times,
    newEndTime: newEndTime ?? formatInstant(start + booking.durationMinutes * minuteMs),
    expectedVersion: (reading === 1 ? expectedVersion : undefined) ?? booking.version,
  };
}

/** What came of an attempt; null: nothing is known of it, so it may be sent. */
async function readStatus(
  calls: Calls,
  attemptUlid: string,
  signal: AbortSignal | undefined,
): Promise<MoveResult | null> {
  try {
    return resultOf(await repeat(() => calls.status(attemptUlid, { signal }), signal));
  } catch (error) {
    if (isReslotError(error, "NOT_FOUND")) return null;
    throw error;
  }
}

/** Asks what came of a move until that is known, also while it cannot be said. */
async function follow(
  calls: Calls,
  { signal, followMs = defaultFollowMs }: MoveInput,
  sent: MoveResult,
): Promise<MoveResult> {
  const { attemptUlid } = sent;
  let latest = sent;
  let waitMs = firstLookMs;
  for (let waitedMs = 0; waitedMs < followMs; waitedMs += waitMs) {
    await wait(waitMs, signal);
    const status = await ask(calls, attemptUlid, signal);
    if (status) latest = resultOf(status);
    if (latest.outcome !== "confirming") return latest;
    waitMs = Math.min(waitMs * 1.5, longestLookMs);
  }
  return latest;
}

/** @returns null when it cannot be said now. @throws {ReslotError} UNREACHABLE when it will not be said */
async function ask(
  calls: Calls,
  attemptUlid: string,
  signal: AbortSignal | undefined,
): Promise<MoveStatus | null> {
  try {
    return await repeat(() => calls.status(attemptUlid, { signal }), signal);
  } catch (error) {
    if (isPassing(error)) return null;
    throw isReslotError(error) ? unknownOf(error, attemptUlid) : error;
  }
}

/** @throws {ReslotError} when the move was not made */
function resultOf(status: MoveStatus): MoveResult {
  if (status.outcome === "failed") throw errorFrom({ app: status.error }, {});
  return status;
}

/** What says nothing of the move: the request was refused before the move was looked at. */
const atTheDoor: ReadonlySet<string> = new Set([
  "UNREACHABLE",
  "SERVICE_BUSY",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
  "FORBIDDEN_ORIGIN",
  "INTERNAL",
]);

/** A refusal is no answer where an earlier request may have moved the meeting. */
function named(error: unknown, { attemptUlid, mayBeMade }: Attempt): unknown {
  if (!isReslotError(error)) return error;
  const isUnknown = error.code === "UNREACHABLE" || (mayBeMade && atTheDoor.has(error.code));
  return isUnknown ? unknownOf(error, attemptUlid) : error;
}

/** A program that repeats the move later needs its id. */
function unknownOf(error: ReslotError, attemptUlid: string): ReslotError {
  const { code, message, httpStatus, retryAfterMs, cause } = error;
  const isOther = code !== "UNREACHABLE";
  return new ReslotError({
    code: "UNREACHABLE",
    message: isOther ? `What came of the move is not known: ${message}` : message,
    httpStatus,
    retryAfterMs,
    cause: isOther ? error : cause,
    details: { attemptUlid },
  });
}
