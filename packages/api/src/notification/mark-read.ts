import type { ActorContext } from "../trpc/context.ts";
import { AppError } from "../core/errors/app-error.ts";
import { countUnread } from "./unread.ts";

/**
 * Marks one of the person's notifications as read and counts the rest. Marking it again is fine.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs
 */
export async function markRead(
  ctx: ActorContext,
  notificationUlid: string,
): Promise<{ count: number }> {
  const { user, reads } = ctx.signedIn;
  const found = await reads.notifications.markRead({ userUlid: user.ulid, notificationUlid });
  if (!found) throw new AppError("NOT_FOUND", { kind: "notification" });
  return countUnread(ctx);
}
