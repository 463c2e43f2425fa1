import type { BookingDetails, BookingHistory } from "@reslot/api";
import { type Display, parseInstant } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { Clock } from "lucide-react";
import { useNow } from "@/components/display/use-now.ts";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import styles from "./answer.module.css";
import { ConfirmButtons } from "./confirm-buttons.tsx";

interface RequestProps {
  booking: BookingDetails;
  history: BookingHistory;
  display: Display;
}

/** Says above a meeting's facts that it waits for the coach: to them until when, to the mentee what that means. */
export function RequestHead({ booking, display }: Omit<RequestProps, "history">) {
  const t = useMessages("answers");
  const { ago } = useTimeWords();
  const now = useNow(30_000);
  const { request, needsMe, status, role } = booking;
  const isWaiting = role === "mentee" && status === "pending";
  if (!request || !(needsMe === "confirm" || isWaiting)) return null;
  const name = peopleOf(booking).other.firstName;
  const when = formatDayTime(parseInstant(booking.startTime), display);
  const values = { name, when, ago: ago(parseInstant(request.askedAt), now) };
  return (
    <div className={styles.head}>
      <Clock />
      <div>
        <h2>{t(isWaiting ? "waits.title" : "title", values)}</h2>
        <p>{t(isWaiting ? "waits.body" : "asked", values)}</p>
      </div>
    </div>
  );
}

/** The time that was given up, the reason, and the answer. */
export function RequestAnswer({ booking, history, display }: RequestProps) {
  const t = useMessages("answers");
  const { request, needsMe, ulid, version, title } = booking;
  if (needsMe !== "confirm" || !request) return null;
  const asked = history.items.find(({ kind }) => kind === "asked");
  const when = formatDayTime(parseInstant(booking.startTime), display);
  const name = peopleOf(booking).other.firstName;
  const meetings = request.meetings ?? 1;
  return (
    <div className={styles.request}>
      {asked && (
        <p className="small muted">
          {t("wasAt", { when: formatDayTime(parseInstant(asked.from.startTime), display) })}
        </p>
      )}
      {asked?.reason && (
        <blockquote className={styles.reason}>
          <Typed text={asked.reason} />
        </blockquote>
      )}
      {meetings > 1 && <p className={styles.series}>{t("series", { count: meetings })}</p>}
      <ConfirmButtons size="lg" request={{ ulid, version, title, name, when, display, meetings }} />
    </div>
  );
}
