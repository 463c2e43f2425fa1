import type { CalEventType } from "@reslot/cal";
import type { Booking, EventTypeRules } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { plainTitle } from "../core/plain-title.ts";

export type NoteDeps = Needs<"db" | "log">;

/** What an event type says about moving its bookings. */
export function rulesOf(eventType: CalEventType): EventTypeRules {
  return {
    title: plainTitle(eventType.title),
    lengthInMinutes: eventType.lengthInMinutes,
    mayChangeHost: eventType.schedulingType === "roundRobin" && !eventType.keepsHost,
    requiresConfirmation: eventType.requiresConfirmation,
    pendingBlocksSlot: eventType.pendingBlocksSlot,
    disableRescheduling: eventType.disableRescheduling,
    rescheduleNoticeMinutes: eventType.rescheduleNoticeMinutes,
    slotInterval: eventType.slotInterval,
    offsetStart: eventType.offsetStart,
    beforeEventBuffer: eventType.beforeEventBuffer,
    afterEventBuffer: eventType.afterEventBuffer,
  };
}

interface EventTypeToNote {
  booking: Pick<Booking, "coachUserUlid" | "eventTypeId" | "eventType">;
  eventType: CalEventType;
}

/**
 * Notes the rules on the coach's bookings of this event type, so that a page knows them without asking
 * Cal.com. No query when the booking has them already. Never rejects.
 */
export async function noteEventType(
  { db, log }: NoteDeps,
  { booking, eventType }: EventTypeToNote,
): Promise<void> {
  const { coachUserUlid, eventTypeId, eventType: noted } = booking;
  const rules = rulesOf(eventType);
  if (noted && areEqual(noted, rules)) return;
  await db.bookings
    .noteEventType({ coachUserUlid, eventTypeId, rules })
    .catch((error: unknown) => log.error("CAL_AVAILABILITY_ERROR", error, { coachUserUlid }));
}

function areEqual(one: EventTypeRules, other: EventTypeRules): boolean {
  return (
    one.title === other.title &&
    one.lengthInMinutes === other.lengthInMinutes &&
    one.mayChangeHost === other.mayChangeHost &&
    one.requiresConfirmation === other.requiresConfirmation &&
    one.pendingBlocksSlot === other.pendingBlocksSlot &&
    one.disableRescheduling === other.disableRescheduling &&
    one.rescheduleNoticeMinutes === other.rescheduleNoticeMinutes &&
    one.slotInterval === other.slotInterval &&
    one.offsetStart === other.offsetStart &&
    one.beforeEventBuffer === other.beforeEventBuffer &&
    one.afterEventBuffer === other.afterEventBuffer
  );
}
