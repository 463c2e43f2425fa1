import type { Actor } from "../app/actor.ts";
import { AppError } from "../core/errors/app-error.ts";

/** How many notifications the person has not read. */
export async function countUnread({ user, reads }: Actor): Promise<{ count: number }> {
  return { count: await reads.notifications.unreadCount({ userUlid: user.ulid }) };
}

/**
 * Marks one of the person's notifications as read and counts the rest. Marking it again is fine.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs
 */
export async function markRead(actor: Actor, notificationUlid: string): Promise<{ count: number }> {
  const { user, reads } = actor;
  const found = await reads.notifications.markRead({ userUlid: user.ulid, notificationUlid });
  if (!found) throw new AppError("NOT_FOUND", { kind: "notification" });
  return countUnread(actor);
}

/** Marks all of the person's notifications as read. */
export async function markAllRead({ user, reads }: Actor): Promise<{ count: number }> {
  await reads.notifications.markAllRead({ userUlid: user.ulid });
  return { count: 0 };
}
