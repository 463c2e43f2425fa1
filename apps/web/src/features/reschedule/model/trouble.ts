import { parseInstant } from "@reslot/cal/time";
import type { Failure } from "@reslot/messages";
import { firstNameOf, type Trouble } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import type { MoveContext } from "./move.ts";

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
