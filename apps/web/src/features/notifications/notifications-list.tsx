"use client";

import type { NotificationList } from "@reslot/api";
import { cityOf, localDay, parseInstant } from "@reslot/cal/time";
import { useDisplay, useIsZoneKnown } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { PageTitle } from "@/components/frame/page-title.tsx";
import card from "@/components/ui/card.module.css";
import { Card } from "@/components/ui/card.tsx";
import { EmptyArt } from "@/components/ui/empty-art.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { groupByMeeting, type MeetingNews } from "./group-by-meeting.ts";
import { NotificationRow } from "./notification-row.tsx";
import styles from "./notifications.module.css";
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
  const rows = groupByMeeting(data.items, {
    hasNewer: cursor !== undefined,
    hasOlder: data.nextCursor !== null,
  });
  const isToday = ({ latest }: MeetingNews) =>
    localDay(parseInstant(latest.createdAt), display.timeZone) === localDay(now, display.timeZone);
  const groups = [
    { heading: t("today"), items: rows.filter(isToday) },
    { heading: t("earlier"), items: rows.filter((news) => !isToday(news)) },
  ].filter(({ items }) => items.length > 0);

  return (
    <>
      <Title unread={unread.count} onMarkAll={markAllRead} />
      {groups.map(({ heading, items }) => (
        <section key={heading} aria-label={heading}>
          <h2 className={styles.heading}>{heading}</h2>
          <ul className={`${card.card} ${styles.list}`}>
            {items.map((news) => (
              <NotificationRow key={news.latest.ulid} {...{ news, now }} onFollow={markRead} />
            ))}
          </ul>
        </section>
      ))}
      {data.items.length === 0 && <Empty />}
      <Pages cursor={cursor} nextCursor={data.nextCursor} />
    </>
  );
}

function Title({ unread, onMarkAll }: { unread: number; onMarkAll: () => void }) {
  const t = useMessages("notifications");
  const { timeZone } = useDisplay();
  const isZoneKnown = useIsZoneKnown();
  return (
    <PageTitle
      title={t("title")}
      facts={
        <>
          <p aria-live="polite">{t("unread", { count: unread })}</p>
          {isZoneKnown && <p>{t("yourTime", { city: cityOf(timeZone) })}</p>}
        </>
      }
      action={
        unread > 0 && (
          <Button className="self-center" onClick={onMarkAll}>
            {t("markAll")}
          </Button>
        )
      }
    />
  );
}

function Empty() {
  const t = useMessages("notifications");
  return (
    <Card>
      <div className={styles.empty}>
        <EmptyArt />
        <h2>{t("empty.title")}</h2>
        <p>{t("empty.body")}</p>
      </div>
    </Card>
  );
}

function Pages({ cursor, nextCursor }: { cursor: string | undefined; nextCursor: string | null }) {
  const t = useMessages("notifications");
  if (!cursor && !nextCursor) return null;
  return (
    <div className={styles.pages}>
      {cursor && <ButtonLink href={paths.notifications}>{t("first")}</ButtonLink>}
      {nextCursor && (
        <ButtonLink href={`/notifications?cursor=${encodeURIComponent(nextCursor)}`}>
          {t("older")}
        </ButtonLink>
      )}
    </div>
  );
}
