import { Problem, refuseBare } from "../http/problem.ts";
import { checkSlot } from "../slots/check-slot.ts";
import type { Booking, EventType, Recurrence } from "../state/state.ts";
import { civilFromUtc, utcFromCivil } from "../time/instant.ts";
import { instantOfWall, offsetAt } from "../time/zone.ts";
import { sendWebhooks } from "../webhooks/send-webhooks.ts";
import type { World } from "../world.ts";
import { insertBooking, refuseTwin, type BookingDraft } from "./write-booking.ts";
import { dayMs } from "../../time/durations.ts";

interface Series {
  readonly eventType: EventType;
  /** The first occurrence, whose time has been checked. */
  readonly draft: BookingDraft;
  readonly count: number;
}

/**
 * Creates the occurrences of a recurring series one after the other, each with its webhook, at the
 * same time of day in the attendee's zone. Recorded: where a later one is refused, the earlier ones
 * stay.
 *
 * @throws {Problem} a bare 409 for a time that is taken, 400 outside the booking window
 */
export async function createSeries(world: World, series: Series): Promise<Booking[]> {
  const { eventType, draft, count } = series;
  const recurringBookingUid = world.random.uuid();
  const zone = draft.attendees[0]?.timeZone ?? "UTC";
  const trigger = draft.status === "accepted" ? "BOOKING_CREATED" : "BOOKING_REQUESTED";
  const created: Booking[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = nthStart(eventType.recurrence, { first: draft.start, zone, index });
    const occurrence = { ...draft, start, end: start + draft.end - draft.start };
    if (index > 0) checkLater(world, { eventType, occurrence });
    refuseTwin(world, eventType, occurrence);
    const booking = insertBooking(world, eventType, { ...occurrence, recurringBookingUid });
    created.push(booking);
    await sendWebhooks(world, trigger, booking);
  }
  return created;
}

function checkLater(
  world: World,
  { eventType, occurrence }: { eventType: EventType; occurrence: BookingDraft },
): void {
  const attendeeZone = occurrence.attendees[0]?.timeZone ?? "UTC";
  try {
    checkSlot(world, { eventType, target: occurrence, attendeeZone, exceptUid: null });
  } catch (error) {
    if (error instanceof Problem && error.message.startsWith("User either"))
      throw refuseBare(409, "booking_conflict_error");
    throw error;
  }
}

function nthStart(
  recurrence: Recurrence | null,
  { first, zone, index }: { first: number; zone: string; index: number },
): number {
  const { interval = 1, frequency = "weekly" } = recurrence ?? {};
  const wall = first + offsetAt(zone, first);
  if (frequency === "weekly") return instantOfWall(zone, wall + index * interval * 7 * dayMs);
  const { year, month, day } = civilFromUtc(wall);
  const timeOfDay = wall - utcFromCivil(year, month, day);
  const months = index * interval * (frequency === "monthly" ? 1 : 12);
  return instantOfWall(zone, utcFromCivil(year, month + months, day) + timeOfDay);
}
