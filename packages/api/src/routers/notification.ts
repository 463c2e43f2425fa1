import { tracked } from "@trpc/server";
import { noInputSchema } from "../core/schemas.ts";
import { listNotifications } from "../notification/list-notifications.ts";
import {
  listNotificationsInputSchema,
  markReadInputSchema,
  subscribeToNotificationsInputSchema,
} from "../notification/schemas.ts";
import { subscribeToNotifications } from "../notification/subscribe-to-notifications.ts";
import type { NotificationList } from "../notification/types.ts";
import { countUnread, markAllRead, markRead } from "../notification/unread.ts";
import { router, userProcedure } from "../trpc/procedures.ts";

export const notificationRouter = router({
  list: userProcedure
    .input(listNotificationsInputSchema)
    .query(({ ctx, input }): Promise<NotificationList> =>
      listNotifications(ctx.app, ctx.actor, input),
    ),
  unreadCount: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): Promise<{ count: number }> => countUnread(ctx.actor)),
  onNew: userProcedure.input(subscribeToNotificationsInputSchema).subscription(async function* ({
    ctx,
    input,
  }) {
    const subscription = { lastEventId: input?.lastEventId, signal: ctx.ends };
    const { user } = ctx.actor;
    for await (const change of subscribeToNotifications(ctx.app, user, subscription)) {
      yield tracked(change.id, { bookingUlid: change.bookingUlid });
    }
  }),
  markRead: userProcedure
    .input(markReadInputSchema)
    .mutation(({ ctx, input }): Promise<{ count: number }> =>
      markRead(ctx.actor, input.notificationUlid),
    ),
  markAllRead: userProcedure
    .input(noInputSchema)
    .mutation(({ ctx }): Promise<{ count: number }> => markAllRead(ctx.actor)),
});
