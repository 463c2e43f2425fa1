import type { BookingWithPeople, Notification } from "@reslot/db";
import { roleIn } from "../core/participant.ts";
import { connectionStatusOf } from "../cal-credentials/connection-status.ts";
import type { ActorContext } from "../trpc/context.ts";
import { composeText } from "./compose-text.ts";
import type { ListNotificationsInput } from "./schemas.ts";
import type { NotificationItem, NotificationList } from "./types.ts";

const defaultLimit = 20;

/** The person's own notifications, the newest first, worded in their own time zone. */
export async function listNotifications(
  ctx: ActorContext,
  input: ListNotificationsInput,
): Promise<NotificationList> {
  const { user, reads } = ctx.signedIn;
  const page = await reads.notifications.list({
    userUlid: user.ulid,
    cursor: input.cursor ?? null,
    limit: input.limit ?? defaultLimit,
  });
  const bookings = await loadBookings(ctx, page.items);
  const connected = await connectedMentees(ctx, bookings);
  return {
    items: page.items.flatMap((notification) => {
      const booking = bookings.get(notification.bookingUlid);
      if (!booking) return [];
      const menteeConnected = connected.has(booking.menteeUserUlid);
      const reader = roleIn(booking, user.ulid);
      return [toItem({ notification, booking, reader, menteeConnected })];
    }),
    nextCursor: page.nextCursor,
  };
}

async function loadBookings(
  { signedIn: { user, reads } }: ActorContext,
  notifications: readonly Notification[],
): Promise<Map<string, BookingWithPeople>> {
  const bookingUlids = [...new Set(notifications.map(({ bookingUlid }) => bookingUlid))];
  const bookings = await reads.bookings.getManyForParticipant({
    bookingUlids,
    userUlid: user.ulid,
  });
  return new Map(bookings.map((booking) => [booking.ulid, booking]));
}

async function connectedMentees(
  { ports }: ActorContext,
  bookings: ReadonlyMap<string, BookingWithPeople>,
): Promise<Set<string>> {
  const ulids = [...new Set([...bookings.values()].map(({ menteeUserUlid }) => menteeUserUlid))];
  const connections = await ports.db.calConnections.getMany(ulids);
  return new Set(
    connections
      .filter((connection) => connectionStatusOf(connection) === "connected")
      .map(({ userUlid }) => userUlid),
  );
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
    oldStartTime: notification.oldStartTime,
    newStartTime: notification.newStartTime,
    reason: notification.reason,
    text: composeText(facts),
    readAt: notification.readAt,
    createdAt: notification.createdAt,
  };
}
