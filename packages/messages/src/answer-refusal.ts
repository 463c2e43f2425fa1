import type { ErrorCode } from "./error-words.ts";
import type { Catalogue } from "./types.ts";

/** Why a request was not answered, as `answers.refusals` has it. */
type AnswerRefusal = keyof Catalogue["answers"]["refusals"];

const byCode: Partial<Record<ErrorCode, AnswerRefusal>> = {
  BOOKING_CHANGED: "changed",
  NOT_FOUND: "changed",
  GONE: "changed",
  RESCHEDULE_IN_PROGRESS: "inProgress",
  IN_THE_PAST: "past",
  CAL_NOT_CONNECTED: "notConnected",
  CAL_RECONNECT_REQUIRED: "reconnect",
  RATE_LIMITED: "busy",
  CAL_RATE_LIMITED: "busy",
  UNSUPPORTED_BOOKING: "inCal",
};

/** The words for a refused answer, by its code and what travels with it. */
export function answerRefusal(
  code: ErrorCode,
  { reason }: Readonly<Record<string, unknown>> = {},
): AnswerRefusal {
  if (code === "SLOT_TAKEN") return reason === "coachUnknown" ? "unknown" : "taken";
  if (reason === "firstRequest") return "firstRequest";
  return byCode[code] ?? "other";
}
