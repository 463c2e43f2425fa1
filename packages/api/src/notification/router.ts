import { router, userProcedure } from "../trpc.ts";
import { noInputSchema } from "../booking/schemas.ts";
import { countUnread } from "./count-unread.ts";
import { listNotifications } from "./list-notifications.ts";
import { markAllRead } from "./mark-all-read.ts";
import { markRead } from "./mark-read.ts";
import { listNotificationsInputSchema, markReadInputSchema } from "./schemas.ts";
import type { NotificationList } from "./types.ts";

export const notificationRouter = router({
  list: userProcedure
    .input(listNotificationsInputSchema)
    .query(({ ctx, input }): Promise<NotificationList> => listNotifications(ctx, input)),
  unreadCount: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): Promise<{ count: number }> => countUnread(ctx)),
  markRead: userProcedure
    .input(markReadInputSchema)
    .mutation(({ ctx, input }): Promise<{ count: number }> =>
      markRead(ctx, input.notificationUlid),
    ),
  markAllRead: userProcedure
    .input(noInputSchema)
    .mutation(({ ctx }): Promise<{ count: number }> => markAllRead(ctx)),
});
