import type { ParticipantContext } from "../core/participant.ts";
import type { BookingHistory } from "./types.ts";

/** Every move of the meeting, the newest first: who, when, from where to where, and why. */
export async function getHistory({
  signedIn,
  booking,
}: ParticipantContext): Promise<BookingHistory> {
  const events = await signedIn.reads.events.list({ bookingUlid: booking.ulid });
  return {
    items: events.map((event) => ({
      at: event.at,
      actor: event.actorRole ?? "cal",
      from: { startTime: event.fromStartTime, endTime: event.fromEndTime },
      to: { startTime: event.toStartTime, endTime: event.toEndTime },
      reason: event.reason,
      recovered: event.recovered,
    })),
  };
}
