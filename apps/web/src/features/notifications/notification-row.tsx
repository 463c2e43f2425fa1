import {
  type Display,
  type IsoInterval,
  parseInstant,
  parseInterval,
  zoneLabel,
} from "@reslot/cal/time";
import { formatDay, formatDayTime, formatRange } from "@reslot/react/time";
import { Link } from "@/components/ui/link.tsx";
import { useDisplayWith, useIsZoneKnown } from "@/components/display/display.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { paths } from "@/paths.ts";
import type { MeetingNews } from "./group-by-meeting.ts";
import styles from "./notifications.module.css";

/**
 * What is new of one meeting, and a link to it: who did what, the old and the new time, the reason, what the
 * reader may want to do. All its times are in one zone.
 */
export function NotificationRow({
  news,
  now,
  onFollow,
}: {
  news: MeetingNews;
  now: number;
  /** With the notifications that were unread. */
  onFollow: (unread: readonly string[]) => void;
}) {
  const t = useMessages("notifications");
  const { latest, unread } = news;
  const isUnread = unread.length > 0;
  const display = useDisplayWith()(latest.counterpart.timeZone);
  return (
    <li className={isUnread ? `${styles.item} ${styles.unread}` : styles.item}>
      <Link
        className={styles.row}
        href={paths.meeting(latest.bookingUlid)}
        onClick={() => onFollow(unread)}
      >
        <Avatar name={latest.actorName ?? t("cal")} isMe={latest.isMine} />
        <span className={styles.words}>
          <Headline news={news} />
          <Times news={news} display={display} />
          {latest.reason && (
            <q className={styles.reason}>
              <Typed text={latest.reason} />
            </q>
          )}
          {latest.followUp && <span className={styles.next}>{latest.followUp}</span>}
          <Stamp news={news} now={now} display={display} />
        </span>
        {isUnread && (
          <span className={styles.dot}>
            <span className="sr-only">{t("new")}</span>
          </span>
        )}
      </Link>
    </li>
  );
}

function Headline({ news: { latest, moves, isAtLeast } }: { news: MeetingNews }) {
  const t = useMessages("notifications");
  const key = isAtLeast ? "movedAtLeast" : "movedTimes";
  return (
    <b className={styles.headline}>
      {moves > 1 ? t(key, { title: latest.title, count: moves }) : latest.headline}
    </b>
  );
}

function Times({ news: { latest }, display }: { news: MeetingNews; display: Display }) {
  const t = useMessages("notifications");
  const { was, now } = latest;
  if (was === null && now === null) return null;
  return (
    <span className={styles.times}>
      {was && (
        <>
          <span>{t("was")}</span>
          <del>{now && hasSameStart(was, now) ? rangeOf(was, display) : startOf(was, display)}</del>
        </>
      )}
      {now && (
        <>
          <span>{t("now")}</span>
          <b>{rangeOf(now, display)}</b>
        </>
      )}
    </span>
  );
}

function Stamp({ news, now, display }: { news: MeetingNews; now: number; display: Display }) {
  const t = useMessages("notifications");
  const { ago } = useTimeWords();
  const isZoneKnown = useIsZoneKnown();
  const { latest, moves, isAtLeast } = news;
  const at = parseInstant(latest.createdAt);
  const hasTimes = latest.was !== null || latest.now !== null;
  const parts = [
    ago(at, now),
    moves > 1 && !isAtLeast && moversOf(news, t),
    hasTimes && !isZoneKnown && t("zoneNotSet", { zone: zoneLabel(at, display.timeZone) }),
  ];
  return <span className={styles.stamp}>{parts.filter(Boolean).join(" · ")}</span>;
}

/** "by Sam Okafor, then by you" */
function moversOf(
  { movers }: MeetingNews,
  t: ReturnType<typeof useMessages<"notifications">>,
): string {
  return movers
    .map(({ isMine, actor, actorName }) =>
      t("by", { by: isMine ? "you" : actor === "cal" ? "cal" : "other", name: actorName ?? "" }),
    )
    .reduce((before, after) => t("inTurn", { before, after }));
}

function hasSameStart(one: IsoInterval, other: IsoInterval): boolean {
  return one.startTime === other.startTime;
}

function startOf({ startTime }: IsoInterval, display: Display): string {
  return formatDayTime(parseInstant(startTime), display);
}

function rangeOf(interval: IsoInterval, display: Display): string {
  const { start, end } = parseInterval(interval);
  return `${formatDay(start, display)}, ${formatRange(start, end, display)}`;
}
