import type { AppErrorCode, ErrorDetails } from "@reslot/api/errors";
import { parseInstant } from "@reslot/cal/time";
import type { Failure } from "@reslot/messages";
import { firstNameOf } from "@/components/ui/avatar.tsx";
import { nextSteps } from "@/copy/next-steps.ts";
import { formatDayTime } from "@/time/format.ts";
import type { MoveContext } from "./move.ts";

/** Why a move was not made, and for which start. */
export interface Trouble {
  code: AppErrorCode;
  /** Empty when only the code is known, from the address of a page without scripts. */
  details: ErrorDetails;
  /** The start that was asked for, in epoch milliseconds. */
  start: number | null;
}

/** Whether the same time may still work: after a confirmation, a new connection, or a retry. */
export function keepsTime({ code }: Pick<Trouble, "code">): boolean {
  return code !== "BOOKING_CHANGED" && nextSteps[code] !== "chooseAnother";
}

/** The facts for wording a failed move for its reader, in the reader's time zone. */
export function failureOf(
  { code, details }: Pick<Trouble, "code" | "details">,
  { booking, people, display, current }: MoveContext,
): Failure {
  const coach = firstNameOf(booking.coach.name);
  const mentee = firstNameOf(booking.mentee.name);
  const { startTime } = details;
  const start = typeof startTime === "string" ? parseInstant(startTime) : current.start;
  return {
    code,
    details,
    reader: { audience: people.role, coach, mentee },
    when: formatDayTime(start, display),
  };
}
