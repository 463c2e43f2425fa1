import type { AppErrorCode, AppRouter, ErrorDetails, RouterOutputs } from "@reslot/api";
import { TRPCClientError } from "@trpc/client";

type NextStep =
  | { do: "tryAgain"; afterMs: number }
  | { do: "readStatus" }
  | { do: "chooseAgain" }
  | { do: "giveUp"; message: string };

/** The booking is not as it was read, or the time is not free any more. */
const outdated: readonly AppErrorCode[] = ["BOOKING_CHANGED", "SLOT_TAKEN", "MENTEE_CONFLICT"];
/** Nothing was sent, and this attempt is over: a new one, with a new `attemptUlid`, may succeed later. */
const temporary: readonly AppErrorCode[] = [
  "RATE_LIMITED",
  "SERVICE_BUSY",
  "CAL_RATE_LIMITED",
  "CAL_UNAVAILABLE",
];

/** What a program does after `booking.reschedule` has failed. */
export function nextStep(error: unknown): NextStep {
  if (!isReslotError(error) || !error.data) return { do: "readStatus" }; // the answer was lost
  const { code, message, details } = error.data.app;
  if (temporary.includes(code)) return { do: "tryAgain", afterMs: waitOf(details) };
  if (outdated.includes(code)) return { do: "chooseAgain" };
  return { do: "giveUp", message };
}

/** Whether a move is over. While it is "confirming", read `booking.rescheduleStatus` again. */
export function isOver({ outcome }: RouterOutputs["booking"]["rescheduleStatus"]): boolean {
  return outcome !== "confirming";
}

function isReslotError(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}

function waitOf({ retryAfterMs }: ErrorDetails): number {
  return typeof retryAfterMs === "number" ? retryAfterMs : 60_000;
}
