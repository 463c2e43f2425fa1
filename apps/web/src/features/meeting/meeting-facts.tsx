import type { BookingDetails } from "@reslot/api";
import { type Display, gapMinutes, type Interval, parseInstant, zoneLabel } from "@reslot/cal/time";
import { firstNameOf, peopleOf } from "@reslot/react";
import { formatDay, formatDayFull, formatRange } from "@reslot/react/time";
import { Ban, Check, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { SeriesName } from "@/components/display/series-name.tsx";
import styles from "./meeting.module.css";

/** The facts of a meeting: its time for both people, its state, where it takes place. */
export function MeetingFacts({
  booking,
  display,
  head,
  children,
}: {
  booking: BookingDetails;
  display: Display;
  /** Above the time. */
  head?: ReactNode;
  /** Below it. */
  children?: ReactNode;
}) {
  const t = useMessages("meeting");
  const isZoneKnown = useIsZoneKnown();
  const start = parseInstant(booking.startTime);
  const end = parseInstant(booking.endTime);
  const { other } = peopleOf(booking);
  const isOff = booking.status === "cancelled" || booking.status === "rejected";
  const range = formatRange(start, end, display);
  return (
    <Card aria-label={t("facts")}>
      {head}
      <div className={styles.time}>
        <div className={styles.day}>{formatDayFull(start, display)}</div>
        <div className={styles.range}>{isOff ? <del>{range}</del> : range}</div>
        <div className={styles.zone}>
          {t(isZoneKnown ? "yourTime" : "zoneNotSet", { zone: zoneLabel(start, display.timeZone) })}
        </div>
        <States booking={booking} />
      </div>
      {children}
      <dl className={styles.facts}>
        <Fact term={t("forPerson", { name: other.firstName })}>
          <TheirReading interval={{ start, end }} timeZone={other.timeZone} display={display} />
        </Fact>
        {booking.series && <SeriesFact series={booking.series} />}
        {booking.location !== null && (
          <Fact term={t("place")}>
            <Typed text={booking.location} />
          </Fact>
        )}
      </dl>
    </Card>
  );
}

/** What is not as usual, and the mentee's word that the time works. */
function States({ booking }: { booking: BookingDetails }) {
  const t = useMessages("meeting");
  const { status, acknowledgedAt, role, mentee } = booking;
  const isOff = status === "cancelled" || status === "rejected";
  if (status === "accepted" && acknowledgedAt === null) return null;
  return (
    <div className={styles.states}>
      {status === "pending" && (
        <Chip tone="warn" icon={<Clock />}>
          {t("statuses.pending")}
        </Chip>
      )}
      {isOff && <Chip icon={<Ban />}>{t(`statuses.${status}`)}</Chip>}
      {acknowledgedAt !== null && !isOff && (
        <Chip tone="accent" icon={<Check />}>
          {t("works.chip", { audience: role, mentee: firstNameOf(mentee.name) })}
        </Chip>
      )}
    </div>
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
      <span className={styles.quiet}>
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
      <span className={styles.quiet}>{t("alone")}</span>
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
