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
  { reason, ...details }: Readonly<Record<string, unknown>> = {},
): AnswerRefusal {
  if (code === "SLOT_TAKEN" && (details.busyAt || details.unknownAt)) return "takenOfSeries";
  if (code === "SLOT_TAKEN") return reason === "coachUnknown" ? "unknown" : "taken";
  if (reason === "firstRequest") return "firstRequest";
  return byCode[code] ?? "other";
}

/** More times are not read through. */
const maxTimes = 8;

/** The meetings of a series that clash, as `refusals.takenOfSeries` takes them; `word` tells a start in ISO 8601. */
export function clashesOf(
  { busyAt, unknownAt }: Readonly<Record<string, unknown>>,
  word: (startTime: string) => string,
): { busy: number; busyAt: string; unknown: number; unknownAt: string } {
  const [busy, unknown] = [startsIn(busyAt), startsIn(unknownAt)];
  const list = (starts: readonly string[]) =>
    [...starts.slice(0, maxTimes).map(word), ...(starts.length > maxTimes ? ["…"] : [])].join("; ");
  return {
    busy: busy.length,
    busyAt: list(busy),
    unknown: unknown.length,
    unknownAt: list(unknown),
  };
}

function startsIn(detail: unknown): string[] {
  return typeof detail === "string" && detail !== "" ? detail.split(" ") : [];
}
