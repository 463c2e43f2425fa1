import type { CalEventType } from "@reslot/cal";
import type { Connection } from "../cal-credentials/open-connection.ts";
import type { Ports } from "../app/ports.ts";
import type { Participant } from "../core/participant.ts";
import { readEventType } from "./coach-slots.ts";

interface LengthToFind extends Pick<Participant, "booking"> {
  coach: Connection;
}

/**
 * How long the meeting will last after a move: the event type's length at Cal.com, known for up
 * to 10 minutes; the booking's own where the event type cannot be read.
 */
export async function currentLength(ports: Ports, input: LengthToFind): Promise<number> {
  const eventType = await knownEventType(ports, input).catch(() => null);
  return eventType?.lengthInMinutes ?? input.booking.durationMinutes;
}

async function knownEventType(ports: Ports, input: LengthToFind): Promise<CalEventType | null> {
  const { booking, coach } = input;
  if (coach.status !== "connected") return null;
  const key = `${booking.coach.ulid} ${booking.eventTypeId}`;
  return ports.caches.eventTypes.get(key, () => readEventType(ports, input));
}
