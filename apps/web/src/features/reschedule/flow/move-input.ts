import type { BookingDetails, RouterInputs } from "@reslot/api";
import { ulid } from "ulid";
import type { Draft } from "@/features/reschedule/review/use-draft.ts";
import { formatInstant, formatOffset, formatWallClock, type Interval } from "@reslot/cal/time";

export type MoveInput = RouterInputs["booking"]["reschedule"];

/** What is sent to move a meeting, with the time as the person read it and an idempotency key of its own. */
export function toMoveInput(
  { ulid: bookingUlid, version }: BookingDetails,
  target: Interval,
  { timeZone, reason, isOverride }: Omit<Draft, "isGivenUp"> & { timeZone: string },
): MoveInput {
  return {
    bookingUlid,
    newStartTime: formatInstant(target.start),
    newEndTime: formatInstant(target.end),
    attemptUlid: ulid(),
    expectedVersion: version,
    seen: {
      timeZone,
      wallClock: formatWallClock(target.start, timeZone),
      offset: formatOffset(target.start, timeZone),
    },
    ...(reason.trim() && { reason: reason.trim() }),
    ...(isOverride && { overrideConflict: true }),
  };
}

/** The same move under the idempotency key of an earlier try that was never answered, if it is the same move. */
export function withKeyOf(earlier: MoveInput | null, input: MoveInput): MoveInput {
  if (!earlier) return input;
  const repeated = { ...input, attemptUlid: earlier.attemptUlid };
  return JSON.stringify(repeated) === JSON.stringify(earlier) ? repeated : input;
}
