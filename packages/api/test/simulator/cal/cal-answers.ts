import { CalError } from "@reslot/cal";

/** What becomes of one call that changes something, and of its answer. */
export type Answer =
  | "ok"
  | "lost"
  | "neverArrived"
  | "errorBefore"
  | "errorAfter"
  | "gateway"
  | "throttled"
  | "heldBack";

/** A lost answer more often than the others: the move may take effect at any time after it. */
export const faults: readonly Answer[] = [
  "lost",
  "lost",
  "lost",
  "neverArrived",
  "errorBefore",
  "errorAfter",
  "gateway",
  "throttled",
  "heldBack",
];

/** What becomes of a read that fails: refused at once, or no answer until it is given up. */
export const readFaults = ["refused", "throttled", "odd", "hanging"] as const;

/** Answers of a Cal.com that has done nothing. */
export function failBefore(answer: Answer): void {
  if (answer === "neverArrived") throw unknown("UNREACHABLE");
  if (answer === "throttled") throw new CalError("RATE_LIMITED", { isWrite: true });
  if (answer === "gateway") throw unknown("SERVER_ERROR");
  if (answer === "errorBefore") throw unknown("SERVER_ERROR", true);
}

/** Answers that are lost although the request was carried out. */
export function failAfter(answer: Answer, leftMs: number): void {
  if (answer === "errorAfter") throw unknown("SERVER_ERROR", true);
  if (answer === "lost" || leftMs < 0) throw unknown("UNREACHABLE");
}

export function failedRead(fault: (typeof readFaults)[number]): CalError {
  if (fault === "refused") return new CalError("SERVER_ERROR", { answered: true });
  if (fault === "throttled") return new CalError("RATE_LIMITED", { retryAfterMs: 10_000 });
  if (fault === "odd") return new CalError("UNEXPECTED_RESPONSE", { answered: true });
  return new CalError("UNREACHABLE");
}

/** What is asked of a meeting that is gone or moved has no effect, and no one is told. */
export function attemptTo(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof CalError)) throw error;
  }
}

export const refusal = (
  code: "NOT_FOUND" | "ALREADY_RESCHEDULED" | "BOOKING_CANCELLED" | "SLOT_UNAVAILABLE",
  to?: string,
) =>
  new CalError(code, {
    isWrite: true,
    answered: true,
    ...(to && { details: { successorUid: to } }),
  });

export const unknown = (code: "UNREACHABLE" | "SERVER_ERROR", answered = false) =>
  new CalError(code, { isWrite: true, answered });
