import type { BookingWithPeople, Notification } from "@reslot/db";
import { readingLocale } from "@reslot/messages";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { counterpartOf, roleIn, viewOf } from "../core/participant.ts";
import { findCheckedPairs } from "./checked-pairs.ts";
import { composeText, followUpOf, headlineOf } from "./compose/compose-text.ts";
import { newsOf } from "./compose/news-of.ts";
import type { ListNotificationsInput } from "./schemas.ts";
import type { NotificationItem, NotificationList } from "./types.ts";

const defaultLimit = 20;

/** The person's own notifications, the newest first, worded in their own time zone. */
export async function listNotifications(
  deps: Needs<"db">,
  actor: Actor,
  input: ListNotificationsInput,
): Promise<NotificationList> {
  const { user, reads } = actor;
  const page = await reads.notifications.list({
    userUlid: user.ulid,
    cursor: input.cursor ?? null,
    limit: input.limit ?? defaultLimit,
  });
  const bookings = await loadBookings(actor, page.items);
  const isChecked = await findCheckedPairs(deps, bookings.values());
  const reading = readingLocale(user, user.deviceLocale);
  return {
    items: page.items.flatMap((notification) => {
      const booking = bookings.get(notification.bookingUlid);
      if (!booking) return [];
      const menteeConnected = isChecked(booking);
      const reader = roleIn(booking, user.ulid);
      return [toItem({ notification, booking, reader, menteeConnected, reading })];
    }),
    nextCursor: page.nextCursor,
  };
}

async function loadBookings(
  { user, reads }: Actor,
  notifications: readonly Notification[],
): Promise<Map<string, BookingWithPeople>> {
  const bookingUlids = [...new Set(notifications.map(({ bookingUlid }) => bookingUlid))];
  const bookings = await reads.bookings.getManyForParticipant({
    bookingUlids,
    userUlid: user.ulid,
  });
  return new Map(bookings.map((booking) => [booking.ulid, booking]));
}

function toItem(facts: Parameters<typeof composeText>[0]): NotificationItem {
  const { notification, booking, reader } = facts;
  const { actorRole } = notification;
  return {
    ulid: notification.ulid,
    kind: notification.kind,
    bookingUlid: notification.bookingUlid,
    title: booking.title,
    isMine: actorRole === reader,
    actor: actorRole ?? "cal",
    actorName: actorRole && booking[actorRole].name,
    counterpart: viewOf(counterpartOf(booking, reader)),
    ...newsOf(notification),
    oldStartTime: notification.oldStartTime,
    newStartTime: notification.newStartTime,
    reason: notification.reason,
    headline: headlineOf(facts),
    followUp: followUpOf(facts),
    text: composeText(facts),
    readAt: notification.readAt,
    createdAt: notification.createdAt,
  };
}
