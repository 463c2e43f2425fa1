import type { NotificationItem } from "@reslot/api";
import { cityOf, type Display, parseInstant } from "@reslot/cal/time";
import Link from "next/link";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { formatDayTime } from "@/time/format.ts";

/** One notification: who did what, old and new time, the reason, and the reader's next step. */
export function NotificationRow({
  item,
  display,
  now,
  onRead,
  onLeave,
}: {
  item: NotificationItem;
  display: Display;
  now: number;
  onRead: (notificationUlid: string) => void;
  /** Called when one of its links is followed. */
  onLeave?: () => void;
}) {
  const t = useMessages("notifications");
  const { ago } = useTimeWords();
  const { isMine } = item;
  const isUnread = item.readAt === null;
  const isMovable = !isMine && (isMoved(item) || item.kind === "confirmed");
  const read = () => {
    if (isUnread) onRead(item.ulid);
  };
  const follow = () => {
    read();
    onLeave?.();
  };
  return (
    <li className={isUnread ? "notice unread" : "notice"}>
      <Avatar name={item.actorName ?? t("cal")} isMe={isMine} />
      <div>
        <p className="h">
          <b>{item.headline}</b>
        </p>
        <Times item={item} display={display} />
        <p className="words">{item.text}</p>
        <div className="m">
          <span>
            {ago(parseInstant(item.createdAt), now)} · <ZoneOfTimes display={display} />
          </span>
          <Link href={paths.meeting(item.bookingUlid)} onClick={follow}>
            {t("see")}
          </Link>
          {isMovable && (
            <Link href={paths.reschedule(item.bookingUlid)} prefetch={false} onClick={follow}>
              {t("moveAgain")}
            </Link>
          )}
          {isUnread && (
            <button type="button" className="linkbtn" onClick={read}>
              {t("markOne")}
            </button>
          )}
        </div>
      </div>
      <UnreadDot isUnread={isUnread} />
    </li>
  );
}

function UnreadDot({ isUnread }: { isUnread: boolean }) {
  const t = useMessages("notifications");
  if (!isUnread) return <span />;
  return (
    <span className="new">
      <span className="sr">{t("new")}</span>
    </span>
  );
}

function ZoneOfTimes({ display }: { display: Display }) {
  const t = useMessages("notifications");
  const isZoneKnown = useIsZoneKnown();
  return isZoneKnown ? t("yourTime", { city: cityOf(display.timeZone) }) : t("zoneNotSet");
}

/**
 * Nothing where the start is as it was: the text says what has changed. Nothing either while the reader's
 * zone is not known: the text has the times in the other person's.
 */
function Times({ item, display }: { item: NotificationItem; display: Display }) {
  const t = useMessages("notifications");
  const isZoneKnown = useIsZoneKnown();
  if (!isZoneKnown) return null;
  const hasMoved = isMoved(item);
  const isAnswered = item.kind === "confirmed";
  if (!hasMoved && !isAnswered && !isOver(item)) return null;
  return (
    <div className="c">
      {!isAnswered && (
        <>
          <span>{t("was")}</span>
          <del>{formatDayTime(parseInstant(item.oldStartTime), display)}</del>
        </>
      )}
      {!isOver(item) && (
        <>
          <span>{t("now")}</span>
          <b>{formatDayTime(parseInstant(item.newStartTime), display)}</b>
        </>
      )}
    </div>
  );
}

function isMoved(item: NotificationItem): boolean {
  return !isOver(item) && item.oldStartTime !== item.newStartTime;
}

function isOver({ kind }: NotificationItem): boolean {
  return kind === "declined" || kind === "bookingCancelledUpstream";
}
