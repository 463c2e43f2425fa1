"use client";

import { Bell } from "lucide-react";
import dynamic from "next/dynamic";
import { Link } from "@/components/ui/link.tsx";
import { usePathname } from "next/navigation";
import { type MouseEvent, useRef, useState } from "react";
import { useLiveNotifications } from "@/components/live/use-live-notifications.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { iconButtonClass } from "@/components/ui/icon-button.tsx";
import styles from "./notifications.module.css";

const everyMs = 30_000;

const NotificationsPopover = dynamic(
  async () => (await import("./notifications-popover.tsx")).NotificationsPopover,
  { ssr: false },
);

/**
 * The number of unread notifications; opens a popover with the newest. A link, so that it leads to
 * all of them without scripts and in a new tab.
 */
export function NotificationBell({ initialCount }: { initialCount: number }) {
  const t = useMessages("frame");
  const bell = useRef<HTMLAnchorElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isThere = usePathname() === paths.notifications;
  useLiveNotifications();
  const { data } = api.notification.unreadCount.useQuery(undefined, {
    initialData: { count: initialCount },
    refetchInterval: everyMs,
  });
  function open(event: MouseEvent) {
    if (isThere || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setIsOpen(true);
  }
  return (
    <>
      <Link
        ref={bell}
        className={iconButtonClass()}
        href={paths.notifications}
        aria-label={t("bell", { unread: data.count })}
        aria-haspopup={isThere ? undefined : "dialog"}
        aria-expanded={isThere ? undefined : isOpen}
        onClick={open}
      >
        <Bell className="icon-lg" />
        {data.count > 0 && (
          <span className={styles.count} aria-hidden="true">
            {data.count > 99 ? t("manyUnread") : data.count}
          </span>
        )}
      </Link>
      {isOpen && (
        <NotificationsPopover trigger={bell} unread={data.count} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}
