import type { Change, User } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { parseEventId, type Subscription } from "../infra/changes/change-hub.ts";

/** There is a new notification; read the list again. */
export interface NotificationChange {
  id: string;
  bookingUlid: string;
}

/** The person's own new notifications, from now on or from `lastEventId`. */
export async function* subscribeToNotifications(
  { changes }: Needs<"changes">,
  { ulid }: User,
  { lastEventId, signal }: Subscription,
): AsyncGenerator<NotificationChange, void, void> {
  const wants = (change: Change) => change.kind === "notification" && change.userUlid === ulid;
  const options = { afterId: parseEventId(lastEventId), about: new Set([ulid]), wants, signal };
  for await (const { id, bookingUlid } of changes.follow(options)) {
    yield { id: String(id), bookingUlid };
  }
}
