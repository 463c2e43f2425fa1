import { type CalEventType, parseInstant } from "@reslot/cal";
import { type Interval, judgeSlots, type Verdict } from "@reslot/cal/availability";
import type { AppErrorCode, ErrorDetails } from "../errors/payload.ts";
import type { Ports } from "../ports.ts";
import { moveFailure } from "./explain-failure.ts";
import { currentOf, type Participant } from "./participant.ts";
import { openCoachSide, readCoachSlots, readEventType } from "./read-coach-side.ts";
import { readMenteeSide } from "./read-mentee-side.ts";
import type { RescheduleInput } from "./schemas.ts";

interface MoveToCheck extends Participant {
  input: RescheduleInput;
}

/**
 * Looks at both calendars once more, just before the move, trusting nothing remembered.
 *
 * The range asked for is exactly the new time: Cal.com cuts the coach's hours to it, so the start
 * is offered exactly when the whole meeting fits, wherever its grid began in a longer list.
 *
 * @throws {AppError} RESCHEDULE_DISABLED END_MISMATCH NOTICE_TOO_SHORT OUTSIDE_BOOKING_WINDOW
 * SLOT_TAKEN MENTEE_CONFLICT
 * @throws {CalError} when the coach's times cannot be read
 */
export async function checkLive(ports: Ports, move: MoveToCheck): Promise<void> {
  const { booking, input } = move;
  const target = { start: parseInstant(input.newStartTime), end: parseInstant(input.newEndTime) };
  const durationMinutes = (target.end - target.start) / 60_000;
  const coach = await openCoachSide(ports, booking.coach.ulid);
  const [eventType, starts, mentee] = await Promise.all([
    readEventType(coach, booking.eventTypeId),
    readCoachSlots(ports, { booking, coach, window: target, durationMinutes }),
    readMenteeSide(ports, { booking, window: target }),
  ]);

  if (eventType) checkEventType(move, { eventType, durationMinutes });
  if (!starts.includes(target.start)) {
    throw refusal(move, whyNotOffered(eventType, { target, now: ports.clock.now() }));
  }
  const [slot] = judgeSlots({
    slots: [target.start],
    durationMs: target.end - target.start,
    current: currentOf(booking),
    mentee: mentee.check === "checked" ? mentee : null,
  });
  if (slot) checkVerdict(move, slot.verdict);
}

function checkEventType(
  move: MoveToCheck,
  { eventType, durationMinutes }: { eventType: CalEventType; durationMinutes: number },
): void {
  if (eventType.disableRescheduling) throw refusal(move, "RESCHEDULE_DISABLED");
  if (eventType.lengthInMinutes !== durationMinutes) {
    throw refusal(move, "END_MISMATCH", { durationMinutes: eventType.lengthInMinutes });
  }
}

/** Cal.com only leaves a start out; the event type tells which of its rules did that. */
function whyNotOffered(
  eventType: CalEventType | null,
  { target, now }: { target: Interval; now: number },
): AppErrorCode {
  const noticeMs = (eventType?.minimumBookingNotice ?? 0) * 60_000;
  if (target.start < now + noticeMs) return "NOTICE_TOO_SHORT";
  return "SLOT_TAKEN";
}

/** A coach overrides the mentee's calendar with a reason; a mentee only their own, and needs none. */
function checkVerdict(move: MoveToCheck, verdict: Verdict): void {
  if (verdict !== "menteeBusy" && verdict !== "outsideMenteeHours") return;
  const { role, input } = move;
  const explained = role === "mentee" || Boolean(input.reason);
  if (input.overrideConflict === true && explained) return;
  throw refusal(move, "MENTEE_CONFLICT", { verdict, reasonRequired: role === "coach" });
}

function refusal(
  { booking, role }: MoveToCheck,
  code: AppErrorCode,
  details?: ErrorDetails,
): Error {
  return moveFailure({ booking, role, code, current: booking, ...(details && { details }) });
}
