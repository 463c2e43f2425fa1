import type { ActorContext } from "../trpc/context.ts";

/** How many notifications the person has not read. */
export async function countUnread({ signedIn }: ActorContext): Promise<{ count: number }> {
  return {
    count: await signedIn.reads.notifications.unreadCount({ userUlid: signedIn.user.ulid }),
  };
}
