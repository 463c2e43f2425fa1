import type { ActorContext } from "../trpc/context.ts";

/** Marks all of the person's notifications as read. */
export async function markAllRead({ signedIn }: ActorContext): Promise<{ count: number }> {
  await signedIn.reads.notifications.markAllRead({ userUlid: signedIn.user.ulid });
  return { count: 0 };
}
