import type { Change } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { Pair } from "../core/model.ts";
import { parseEventId, type Subscription } from "../infra/changes/change-hub.ts";

/** `booking`: read this booking again; `slots`: what its coach can offer has changed. */
export interface BookingChange {
  id: string;
  kind: "booking" | "slots";
}

/**
 * Everything that happens to a booking, or to what its coach can offer, from now on or from
 * `lastEventId`. It says what to read again, never what is there, and nothing of other bookings.
 */
export async function* subscribeToBooking(
  { changes }: Needs<"changes">,
  { ulid, coachUserUlid }: Pair & { ulid: string },
  { lastEventId, signal }: Subscription,
): AsyncGenerator<BookingChange, void, void> {
  const wants = (change: Change) =>
    change.kind === "booking"
      ? change.bookingUlid === ulid
      : change.kind === "slots" && change.coachUserUlid === coachUserUlid;
  const afterId = parseEventId(lastEventId);
  const about = new Set([ulid, coachUserUlid]);
  for await (const { id, kind } of changes.follow({ afterId, about, wants, signal })) {
    if (kind !== "notification") yield { id: String(id), kind };
  }
}
