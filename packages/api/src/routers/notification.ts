import { tracked } from "@trpc/server";
import { subscribeToNotifications } from "../infra/changes.ts";
import { router, userProcedure } from "../trpc/procedures.ts";
import { noInputSchema } from "../booking/schemas.ts";
import { countUnread } from "../notification/unread.ts";
import { listNotifications } from "../notification/list-notifications.ts";
import { markAllRead } from "../notification/mark-all-read.ts";
import { markRead } from "../notification/mark-read.ts";
import {
  listNotificationsInputSchema,
  markReadInputSchema,
  subscribeToNotificationsInputSchema,
} from "../notification/schemas.ts";
import type { NotificationList } from "../notification/types.ts";

/** A caller in the same process may watch without a way to stop but leaving the loop. */
const neverAborted = new AbortController().signal;

export const notificationRouter = router({
  list: userProcedure
    .input(listNotificationsInputSchema)
    .query(({ ctx, input }): Promise<NotificationList> => listNotifications(ctx, input)),
  unreadCount: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): Promise<{ count: number }> => countUnread(ctx)),
  onNew: userProcedure.input(subscribeToNotificationsInputSchema).subscription(async function* ({
    ctx,
    input,
    signal,
  }) {
    const watch = { lastEventId: input?.lastEventId, signal: signal ?? neverAborted };
    for await (const { id, bookingUlid } of subscribeToNotifications(ctx, watch)) {
      yield tracked(id, { bookingUlid });
    }
  }),
  markRead: userProcedure
    .input(markReadInputSchema)
    .mutation(({ ctx, input }): Promise<{ count: number }> =>
      markRead(ctx, input.notificationUlid),
    ),
  markAllRead: userProcedure
    .input(noInputSchema)
    .mutation(({ ctx }): Promise<{ count: number }> => markAllRead(ctx)),
});
