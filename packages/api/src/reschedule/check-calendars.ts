import type { CalEventType } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import { judgeSlots, type Verdict } from "@reslot/cal/availability";
import type { Connections } from "../cal-credentials/open-connection.ts";
import type { AppErrorCode, ErrorDetails } from "../core/errors/payload.ts";
import type { Ports } from "../app/ports.ts";
import { moveFailure } from "./failure.ts";
import { currentOf, type Participant } from "../core/participant.ts";
import { unavailableReason } from "./unavailable-reason.ts";
import { readCoachSlots, readEventType } from "../availability/coach-slots.ts";
import { readMenteeCalendar } from "../availability/mentee-calendar.ts";
import type { RescheduleInput } from "../booking/schemas.ts";

interface MoveToCheck extends Participant {
  input: RescheduleInput;
  connections: Connections;
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
export async function checkCalendars(ports: Ports, move: MoveToCheck): Promise<void> {
  const { booking, input } = move;
  const target = { start: parseInstant(input.newStartTime), end: parseInstant(input.newEndTime) };
  const now = ports.clock.now();
  const durationMinutes = (target.end - target.start) / 60_000;
  const { coach } = move.connections;
  const [eventType, starts, mentee] = await Promise.all([
    readEventType(ports, { booking, coach }),
    readCoachSlots(ports, { booking, coach, window: target, durationMinutes }),
    readMenteeCalendar(ports, {
      booking,
      mentee: move.connections.mentee,
      window: target,
      mode: "live",
    }),
  ]);

  if (eventType) checkEventType(move, { eventType, durationMinutes, now });
  if (!starts.includes(target.start)) {
    throw refusal(
      move,
      unavailableReason(eventType, { start: target.start, now, timeZone: booking.coach.timeZone }),
    );
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
  {
    eventType,
    durationMinutes,
    now,
  }: { eventType: CalEventType; durationMinutes: number; now: number },
): void {
  const { booking, role } = move;
  if (eventType.isSeated || eventType.isRecurring) throw refusal(move, "UNSUPPORTED_BOOKING");
  if (eventType.disableRescheduling) throw refusal(move, "RESCHEDULE_DISABLED");
  if (eventType.lengthInMinutes !== durationMinutes) {
    throw refusal(move, "END_MISMATCH", { durationMinutes: eventType.lengthInMinutes });
  }
  const leftMs = parseInstant(booking.startTime) - now;
  const isTooLate = leftMs < (eventType.rescheduleNoticeMinutes ?? 0) * 60_000;
  if (role === "mentee" && isTooLate) throw refusal(move, "NOTICE_TOO_SHORT");
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
