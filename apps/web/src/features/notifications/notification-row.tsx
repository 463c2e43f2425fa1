import type { NotificationItem } from "@reslot/api";
import { cityOf, type Display, parseInstant } from "@reslot/cal/time";
import Link from "next/link";
import { Avatar } from "@/components/ui/avatar.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { agoText } from "@/time/delta.ts";
import { formatDayTime } from "@/time/format.ts";

const words = en.notifications;

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
  const { isMine } = item;
  const isUnread = item.readAt === null;
  const who = isMine ? words.you : (item.actorName ?? words.someone);
  const isMovable = !isMine && !isOver(item);
  const read = () => {
    if (isUnread) onRead(item.ulid);
  };
  const follow = () => {
    read();
    onLeave?.();
  };
  return (
    <li className={isUnread ? "notice unread" : "notice"}>
      <Avatar name={item.actorName ?? en.settings.cal} isMe={isMine} />
      <div>
        <p className="h">
          <b>{words.headlines[item.kind](who, item.title)}</b>
        </p>
        <Times item={item} display={display} />
        <p className="words">{item.text}</p>
        <div className="m">
          <span>
            {agoText(parseInstant(item.createdAt), now)} ·{" "}
            {words.yourTime(cityOf(display.timeZone))}
          </span>
          <Link href={paths.meeting(item.bookingUlid)} onClick={follow}>
            {words.see}
          </Link>
          {isMovable && (
            <Link href={paths.reschedule(item.bookingUlid)} prefetch={false} onClick={follow}>
              {words.moveAgain}
            </Link>
          )}
          {isUnread && (
            <button type="button" className="linkbtn" onClick={read}>
              {words.markOne}
            </button>
          )}
        </div>
      </div>
      <UnreadDot isUnread={isUnread} />
    </li>
  );
}

function UnreadDot({ isUnread }: { isUnread: boolean }) {
  if (!isUnread) return <span />;
  return (
    <span className="new">
      <span className="sr">{words.new}</span>
    </span>
  );
}

function Times({ item, display }: { item: NotificationItem; display: Display }) {
  const before = formatDayTime(parseInstant(item.oldStartTime), display);
  return (
    <div className="c">
      {item.kind !== "bookingConfirmedUpstream" && (
        <>
          <span>{words.was}</span>
          <del>{before}</del>
        </>
      )}
      {!isOver(item) && (
        <>
          <span>{words.now}</span>
          <b>{formatDayTime(parseInstant(item.newStartTime), display)}</b>
        </>
      )}
    </div>
  );
}

function isOver({ kind }: NotificationItem): boolean {
  return kind === "bookingDeclinedUpstream" || kind === "bookingCancelledUpstream";
}
