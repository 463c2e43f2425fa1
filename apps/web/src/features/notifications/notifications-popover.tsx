"use client";

import Link from "next/link";
import type { RefObject } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useDisplay } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { NotificationRow } from "./notification-row.tsx";
import { useMarkRead } from "./use-mark-read.ts";

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
      className="pop"
      triggerRef={trigger}
      placement="bottom end"
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog className="pop-in" aria-label={t("title")}>
        <div className="pop-h">
          <h2>{t("title")}</h2>
          {unread > 0 && (
            <button type="button" className="linkbtn" onClick={markAllRead}>
              {t("markAll")}
            </button>
          )}
        </div>
        <Newest onClose={onClose} />
        <div className="pop-f">
          <Link href={paths.notifications} onClick={onClose}>
            {t("seeAll")}
          </Link>
        </div>
      </Dialog>
    </Popover>
  );
}

function Newest({ onClose }: { onClose: () => void }) {
  const display = useDisplay();
  const now = useNow(30_000);
  const t = useMessages("notifications");
  const { markRead } = useMarkRead();
  const { data, error } = api.notification.list.useQuery({ limit: shown });
  if (!data) {
    return (
      <p className="pop-none" aria-live="polite">
        {t(error ? "failed" : "loading")}
      </p>
    );
  }
  if (data.items.length === 0) return <p className="pop-none">{t("empty.title")}</p>;
  return (
    <ul className="notices">
      {data.items.map((item) => (
        <NotificationRow
          key={item.ulid}
          {...{ item, display, now }}
          onRead={markRead}
          onLeave={onClose}
        />
      ))}
    </ul>
  );
}
