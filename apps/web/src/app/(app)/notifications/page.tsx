import { NotificationsList } from "@/features/notifications/notifications-list.tsx";
import { titled } from "@/copy/server-messages.ts";
import { getViewer } from "@/server/viewer.ts";
import { api } from "@/server/api.ts";
import { Page } from "@/components/frame/page.tsx";

export const generateMetadata = titled("notifications", (t) => t("title"));

export default async function NotificationsPage({ searchParams }: PageProps<"/notifications">) {
  await getViewer();
  const query = await searchParams;
  const cursor = typeof query["cursor"] === "string" ? query["cursor"].slice(0, 200) : undefined;
  const [initial, unread] = await Promise.all([
    api.notification.list(cursor ? { cursor } : {}),
    api.notification.unreadCount(),
  ]);
  return (
    <Page isNarrow>
      <NotificationsList
        key={cursor ?? ""}
        cursor={cursor}
        initial={initial}
        initialUnread={unread.count}
      />
    </Page>
  );
}
