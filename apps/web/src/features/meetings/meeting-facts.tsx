import type { BookingDetails } from "@reslot/api";
import { type Display, gapMinutes, parseInstant, zoneLabel } from "@reslot/cal/time";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { formatDay, formatDayFull, formatRange } from "@/time/format.ts";
import { peopleOf } from "@/components/display/people.ts";

/** The facts of a meeting: time for both people, the other person, length, status. */
export function MeetingFacts({ booking, display }: { booking: BookingDetails; display: Display }) {
  const t = useMessages("meeting");
  const { duration } = useTimeWords();
  const start = parseInstant(booking.startTime);
  const end = parseInstant(booking.endTime);
  const { other } = peopleOf(booking);
  const theirs = { locale: display.locale, timeZone: other.timeZone };
  const gap = gapMinutes(start, { mine: display.timeZone, theirs: other.timeZone });
  const isOff = booking.status === "cancelled" || booking.status === "rejected";
  const range = formatRange(start, end, display);
  return (
    <Card aria-label={t("facts")}>
      <div className="bigtime">
        <div className="d">{formatDayFull(start, display)}</div>
        <div className="t">{isOff ? <del>{range}</del> : range}</div>
        <div className="z">{t("yourTime", { zone: zoneLabel(start, display.timeZone) })}</div>
      </div>
      <dl className="dl">
        <Fact term={t("forPerson", { name: other.firstName })}>
          {formatDay(start, theirs)}, {formatRange(start, end, theirs)}
          <span className="muted">
            {zoneLabel(start, other.timeZone)} ·{" "}
            {gap === 0
              ? t("sameZone")
              : t("gap", { length: duration(gap), direction: gap > 0 ? "ahead" : "behind" })}
          </span>
        </Fact>
        <Fact term={t("with")}>
          {other.name}
          <span className="muted">{t(`roles.${other.role}`)}</span>
        </Fact>
        <Fact term={t("length")}>{duration(booking.durationMinutes)}</Fact>
        <Fact term={t("status")}>{t(`statuses.${booking.status}`)}</Fact>
      </dl>
    </Card>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
