"use client";

import { Link } from "@/components/ui/link.tsx";
import type { RefObject } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useNow } from "@/components/display/use-now.ts";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { groupByMeeting } from "./group-by-meeting.ts";
import { NotificationRow } from "./notification-row.tsx";
import styles from "./notifications.module.css";
import { useMarkRead } from "./use-mark-read.ts";

/** Rows; the notifications of one meeting share one. */
const shown = 5;

/**
 * The newest notifications under the bell. Escape or a click elsewhere closes it; the focus returns
 * to the bell.
 */
export function NotificationsPopover({
  trigger,
  unread,
  onClose,
}: {
  trigger: RefObject<HTMLElement | null>;
  unread: number;
  onClose: () => void;
}) {
  const t = useMessages("notifications");
  const { markAllRead } = useMarkRead();
  return (
    <Popover
      className={styles.popover ?? ""}
      triggerRef={trigger}
      placement="bottom end"
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog className={styles.inside ?? ""} aria-label={t("title")}>
        <div className={styles.top}>
          <h2>{t("title")}</h2>
          {unread > 0 && (
            <Button variant="quiet" className="min-h-11" onClick={markAllRead}>
              {t("markAll")}
            </Button>
          )}
        </div>
        <Newest onClose={onClose} />
        <div className={styles.bottom}>
          <Link className={styles.all} href={paths.notifications} onClick={onClose}>
            {t("seeAll")}
          </Link>
        </div>
      </Dialog>
    </Popover>
  );
}

function Newest({ onClose }: { onClose: () => void }) {
  const now = useNow(30_000);
  const t = useMessages("notifications");
  const { markRead } = useMarkRead();
  const { data, error } = api.notification.list.useQuery({});
  if (!data) {
    return (
      <p className={styles.none} aria-live="polite">
        {t(error ? "failed" : "loading")}
      </p>
    );
  }
  if (data.items.length === 0) return <p className={styles.none}>{t("empty.title")}</p>;
  return (
    <ul className={styles.list}>
      {groupByMeeting(data.items, { hasNewer: false, hasOlder: data.nextCursor !== null })
        .slice(0, shown)
        .map((news) => (
          <NotificationRow
            key={news.latest.ulid}
            {...{ news, now }}
            onFollow={(unread) => {
              markRead(unread);
              onClose();
            }}
          />
        ))}
    </ul>
  );
}
