"use client";

import { api } from "@/trpc/react.tsx";

/** Marks notifications as read, or all of them; the count is updated at once. */
export function useMarkRead() {
  const utils = api.useUtils();
  const after = {
    onSuccess({ count }: { count: number }) {
      utils.notification.unreadCount.setData(undefined, { count });
      void utils.notification.list.invalidate();
    },
  };
  const one = api.notification.markRead.useMutation(after);
  const all = api.notification.markAllRead.useMutation(after);
  return {
    markRead: (notificationUlids: readonly string[]) => {
      for (const notificationUlid of notificationUlids) one.mutate({ notificationUlid });
    },
    markAllRead: () => all.mutate(),
  };
}
