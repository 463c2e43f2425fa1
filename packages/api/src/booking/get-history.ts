import type { Actor } from "../app/actor.ts";
import type { Participant } from "../core/participant.ts";
import type { BookingHistory } from "./types.ts";

/** Every move of the meeting and every answer, newest first: who, when, from where to where, and why. One query. */
export async function getHistory(
  { reads }: Actor,
  { booking }: Participant,
): Promise<BookingHistory> {
  const events = await reads.events.list({ bookingUlid: booking.ulid });
  return {
    items: events.map((event) => ({
      kind: event.kind,
      at: event.at,
      actor: event.actorRole ?? "cal",
      from: { startTime: event.fromStartTime, endTime: event.fromEndTime },
      to: { startTime: event.toStartTime, endTime: event.toEndTime },
      reason: event.reason,
      recovered: event.recovered,
    })),
  };
}
