"use client";

import type { NotificationItem, NotificationList } from "@reslot/api";
import { localDay, parseInstant } from "@reslot/cal/time";
import { useDisplay } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { EmptyArt } from "@/components/ui/empty-art.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { NotificationRow } from "./notification-row.tsx";
import { useMarkRead } from "./use-mark-read.ts";

const everyMs = 30_000;

/** The person's notifications, newest first. */
export function NotificationsList({
  cursor,
  initial,
  initialUnread,
}: {
  cursor: string | undefined;
  initial: NotificationList;
  initialUnread: number;
}) {
  const display = useDisplay();
  const now = useNow(everyMs);
  const t = useMessages("notifications");
  const { data } = api.notification.list.useQuery(cursor ? { cursor } : {}, {
    initialData: initial,
    refetchInterval: everyMs,
  });
  const { markRead, markAllRead } = useMarkRead();
  const { data: unread } = api.notification.unreadCount.useQuery(undefined, {
    initialData: { count: initialUnread },
  });
  const row = (item: NotificationItem) => (
    <NotificationRow key={item.ulid} item={item} display={display} now={now} onRead={markRead} />
  );
  const isToday = ({ createdAt }: NotificationItem) =>
    localDay(parseInstant(createdAt), display.timeZone) === localDay(now, display.timeZone);
  const groups = [
    { heading: t("today"), items: data.items.filter(isToday) },
    { heading: t("earlier"), items: data.items.filter((item) => !isToday(item)) },
  ].filter(({ items }) => items.length > 0);

  return (
    <>
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{t("title")}</h1>
          <div className="subline">
            <p aria-live="polite">{t("unread", { count: unread.count })}</p>
          </div>
        </div>
        {unread.count > 0 && <Button onClick={markAllRead}>{t("markAll")}</Button>}
      </div>
      {groups.map(({ heading, items }) => (
        <section key={heading} aria-label={heading}>
          <h2 className="group-h">{heading}</h2>
          <ul className="card notices">{items.map(row)}</ul>
        </section>
      ))}
      {data.items.length === 0 && <Empty />}
      <Pages cursor={cursor} nextCursor={data.nextCursor} />
    </>
  );
}

function Empty() {
  const t = useMessages("notifications");
  return (
    <div className="card">
      <div className="empty">
        <EmptyArt />
        <h2>{t("empty.title")}</h2>
        <p>{t("empty.body")}</p>
      </div>
    </div>
  );
}

function Pages({ cursor, nextCursor }: { cursor: string | undefined; nextCursor: string | null }) {
  const t = useMessages("notifications");
  if (!cursor && !nextCursor) return null;
  return (
    <div className="pages">
      {cursor && <ButtonLink href={paths.notifications}>{t("first")}</ButtonLink>}
      {nextCursor && (
        <ButtonLink href={`/notifications?cursor=${encodeURIComponent(nextCursor)}`}>
          {t("older")}
        </ButtonLink>
      )}
    </div>
  );
}
