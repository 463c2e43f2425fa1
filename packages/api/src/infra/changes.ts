import type { Change } from "@reslot/db";
import type { ActorContext } from "../trpc/context.ts";
import type { ParticipantContext } from "../core/participant.ts";

/** `booking`: read this booking again; `slots`: what its coach can offer changed. */
export interface BookingChange {
  id: string;
  kind: "booking" | "slots";
}

/** There is a new notification; read the list again. */
export interface NotificationNews {
  id: string;
  bookingUlid: string;
}

interface Watch {
  lastEventId: string | undefined;
  signal: AbortSignal;
}

/**
 * Everything that happens to a booking, or to what its coach can offer, from now on or from
 * `lastEventId`. It says where to look and not what is there, and nothing of other bookings.
 */
export async function* subscribeToBooking(
  { ports, booking }: ParticipantContext,
  { lastEventId, signal }: Watch,
): AsyncGenerator<BookingChange, void, void> {
  const wants = (change: Change) =>
    change.kind === "booking"
      ? change.bookingUlid === booking.ulid
      : change.kind === "slots" && change.coachUserUlid === booking.coachUserUlid;
  for await (const { id, kind } of ports.changes.follow({
    afterId: parseEventId(lastEventId),
    wants,
    signal,
  })) {
    if (kind !== "notification") yield { id: String(id), kind };
  }
}

/** The person's own new notifications, from now on or from `lastEventId`. */
export async function* subscribeToNotifications(
  { ports, signedIn }: ActorContext,
  { lastEventId, signal }: Watch,
): AsyncGenerator<NotificationNews, void, void> {
  const { ulid } = signedIn.user;
  const wants = (change: Change) => change.kind === "notification" && change.userUlid === ulid;
  for await (const { id, bookingUlid } of ports.changes.follow({
    afterId: parseEventId(lastEventId),
    wants,
    signal,
  })) {
    yield { id: String(id), bookingUlid };
  }
}

function parseEventId(lastEventId: string | undefined): number | null {
  return lastEventId === undefined ? null : Number(lastEventId);
}
