import type { BookingDetails } from "@reslot/api";
import { type Display, gapMinutes, type Interval, parseInstant, zoneLabel } from "@reslot/cal/time";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { formatDay, formatDayFull, formatRange } from "@/time/format.ts";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { SeriesName } from "@/components/display/series-name.tsx";
import { peopleOf } from "@/components/display/people.ts";

/** The facts of a meeting: time for both people, the other person, length, status. */
export function MeetingFacts({ booking, display }: { booking: BookingDetails; display: Display }) {
  const t = useMessages("meeting");
  const isZoneKnown = useIsZoneKnown();
  const { duration } = useTimeWords();
  const start = parseInstant(booking.startTime);
  const end = parseInstant(booking.endTime);
  const { other } = peopleOf(booking);
  const isOff = booking.status === "cancelled" || booking.status === "rejected";
  const range = formatRange(start, end, display);
  return (
    <Card aria-label={t("facts")}>
      <div className="bigtime">
        <div className="d">{formatDayFull(start, display)}</div>
        <div className="t">{isOff ? <del>{range}</del> : range}</div>
        <div className="z">
          {t(isZoneKnown ? "yourTime" : "zoneNotSet", { zone: zoneLabel(start, display.timeZone) })}
        </div>
      </div>
      <dl className="dl">
        <Fact term={t("forPerson", { name: other.firstName })}>
          <TheirReading interval={{ start, end }} timeZone={other.timeZone} display={display} />
        </Fact>
        <Fact term={t("with")}>
          <Typed text={other.name} />
          <span className="muted">{t(`roles.${other.role}`)}</span>
        </Fact>
        <Fact term={t("length")}>{duration(booking.durationMinutes)}</Fact>
        {booking.series && <SeriesFact series={booking.series} />}
        <Fact term={t("status")}>{t(`statuses.${booking.status}`)}</Fact>
      </dl>
    </Card>
  );
}

function TheirReading({
  interval: { start, end },
  timeZone,
  display,
}: {
  interval: Interval;
  timeZone: string | null;
  display: Display;
}) {
  const t = useMessages("meeting");
  const isZoneKnown = useIsZoneKnown();
  const { duration } = useTimeWords();
  if (timeZone === null) return t("theirZoneNotSet");
  const theirs = { locale: display.locale, timeZone };
  const gap = gapMinutes(start, { mine: display.timeZone, theirs: timeZone });
  const gapWords =
    gap === 0
      ? t("sameZone")
      : t("gap", { length: duration(gap), direction: gap > 0 ? "ahead" : "behind" });
  return (
    <>
      {formatDay(start, theirs)}, {formatRange(start, end, theirs)}
      <span className="muted">
        {zoneLabel(start, timeZone)}
        {isZoneKnown && ` · ${gapWords}`}
      </span>
    </>
  );
}

function SeriesFact({ series }: { series: NonNullable<BookingDetails["series"]> }) {
  const t = useMessages("series");
  return (
    <Fact term={t("term")}>
      <SeriesName series={series} />
      <span className="muted">{t("alone")}</span>
    </Fact>
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
