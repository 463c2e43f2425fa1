import type { BookingDetails, BookingHistory } from "@reslot/api";
import { type Display, parseInstant } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { formatDay, formatDayTime, formatRange } from "@reslot/react/time";
import { ArrowLeftRight, ArrowRight, Check, Clock, ShieldCheck, X } from "lucide-react";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./history.module.css";

type HistoryItem = BookingHistory["items"][number];

/** Every move of the meeting, newest first; both people see the same list. */
export function MeetingHistory({
  booking,
  history,
  display,
}: {
  booking: BookingDetails;
  history: BookingHistory;
  display: Display;
}) {
  const t = useMessages("meeting");
  const { other } = peopleOf(booking);
  return (
    <Card isPadded aria-label={t("history.title")}>
      <div className={`${styles.title} mb-5`}>
        <h2 className="text-base">{t("history.title")}</h2>
        <span className="small muted">{t("history.same", { name: other.firstName })}</span>
      </div>
      {history.items.length === 0 ? (
        <p className="muted">{t("history.none")}</p>
      ) : (
        <ol className={styles.list}>
          {history.items.map((item) => (
            <Entry key={`${item.at} ${item.to.startTime}`} {...{ item, booking, display }} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function Entry({
  item,
  booking,
  display,
}: {
  item: HistoryItem;
  booking: BookingDetails;
  display: Display;
}) {
  const t = useMessages("meeting");
  const isSameStart = item.from.startTime === item.to.startTime;
  const timeOf = isSameStart ? dayRangeOf : dayTimeOf;
  return (
    <li>
      <Node item={item} />
      <div className={styles.who}>
        <b>{t(`history.${wordOf(item)}`)}</b>{" "}
        {item.actor !== "cal" && t("history.by", actorOf(item.actor, booking))}
      </div>
      <div className={styles.when}>{formatDayTime(parseInstant(item.at), display)}</div>
      <div className={styles.change}>
        {!isAnswer(item) && (
          <>
            <del>{timeOf(item.from, display)}</del>
            <ArrowRight className="icon-sm" />
          </>
        )}
        <b>{isAnswer(item) ? dayTimeOf(item.to, display) : timeOf(item.to, display)}</b>
      </div>
      {item.reason && (
        <blockquote>
          <Typed text={item.reason} />
        </blockquote>
      )}
      {item.recovered && <div className={`${styles.when} mt-1.5`}>{t("history.recovered")}</div>}
    </li>
  );
}

function isAnswer({ kind }: HistoryItem): boolean {
  return kind === "confirmed" || kind === "declined";
}

/** A move that was made in Cal.com may have changed more than the time. */
function wordOf({ kind, actor }: HistoryItem) {
  return kind === "moved" && actor === "cal" ? "changed" : kind;
}

function dayTimeOf({ startTime }: HistoryItem["to"], display: Display): string {
  return formatDayTime(parseInstant(startTime), display);
}

/** Cal.com can give a meeting another length alone. */
function dayRangeOf({ startTime, endTime }: HistoryItem["to"], display: Display): string {
  const start = parseInstant(startTime);
  return `${formatDay(start, display)}, ${formatRange(start, parseInstant(endTime), display)}`;
}

function Node({ item }: { item: HistoryItem }) {
  if (item.recovered) {
    return (
      <span className={`${styles.node} ${styles.waiting}`}>
        <ShieldCheck />
      </span>
    );
  }
  if (item.kind === "asked") {
    return (
      <span className={`${styles.node} ${styles.waiting}`}>
        <Clock />
      </span>
    );
  }
  if (item.kind === "declined") {
    return (
      <span className={styles.node}>
        <X />
      </span>
    );
  }
  const isMade = item.actor !== "cal" || item.kind === "confirmed";
  const Icon = isMade ? Check : ArrowLeftRight;
  return (
    <span className={isMade ? `${styles.node} ${styles.made}` : styles.node}>
      <Icon />
    </span>
  );
}

function actorOf(actor: "coach" | "mentee", booking: BookingDetails) {
  return { by: actor === booking.role ? "you" : "other", name: booking[actor].name };
}
