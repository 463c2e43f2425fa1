import type { CalEventType } from "@reslot/cal";
import type { Ports } from "../ports.ts";
import type { Participant } from "./participant.ts";
import { type CoachAccess, readEventType } from "./read-coach-side.ts";

/**
 * How long the meeting will last after a move: the event type's length at Cal.com, known for up
 * to 10 minutes; the booking's own where the event type cannot be read.
 */
export async function currentLength(
  ports: Ports,
  { booking, coach }: Pick<Participant, "booking"> & { coach: CoachAccess },
): Promise<number> {
  const eventType = await knownEventType(ports, { booking, coach }).catch(() => null);
  return eventType?.lengthInMinutes ?? booking.durationMinutes;
}

async function knownEventType(
  ports: Ports,
  { booking, coach }: Pick<Participant, "booking"> & { coach: CoachAccess },
): Promise<CalEventType | null> {
  if (!coach.client) return null;
  const key = `${booking.coach.ulid} ${booking.eventTypeId}`;
  return ports.facts.eventTypes.get(key, () => readEventType(coach, booking.eventTypeId));
}
