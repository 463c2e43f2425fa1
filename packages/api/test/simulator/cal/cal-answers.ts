import { CalError } from "@reslot/cal";

/** What becomes of one reschedule call, and of its answer. */
export type Answer =
  | "ok"
  | "lost"
  | "neverArrived"
  | "errorBefore"
  | "errorAfter"
  | "gateway"
  | "throttled"
  | "heldBack";

export const faults: readonly Answer[] = [
  "lost",
  "neverArrived",
  "errorBefore",
  "errorAfter",
  "gateway",
  "throttled",
  "heldBack",
];

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

/** What is asked of a meeting that is gone or moved has no effect, and no one is told. */
export function attemptTo(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof CalError)) throw error;
  }
}

export const refusal = (
  code: "NOT_FOUND" | "ALREADY_RESCHEDULED" | "BOOKING_CANCELLED",
  to?: string,
) =>
  new CalError(code, {
    isWrite: true,
    answered: true,
    ...(to && { details: { successorUid: to } }),
  });

export const unknown = (code: "UNREACHABLE" | "SERVER_ERROR", answered = false) =>
  new CalError(code, { isWrite: true, answered });
