import type { BookingDetails } from "@reslot/api";
import { type Display, gapMinutes, parseInstant, zoneLabel } from "@reslot/cal/time";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { en } from "@/copy/en.ts";
import { durationText } from "@/time/delta.ts";
import { formatDay, formatDayFull, formatRange } from "@/time/format.ts";
import { peopleOf } from "@/components/display/people.ts";

/** The facts of a meeting: time for both people, the other person, length, status. */
export function MeetingFacts({ booking, display }: { booking: BookingDetails; display: Display }) {
  const start = parseInstant(booking.startTime);
  const end = parseInstant(booking.endTime);
  const { other } = peopleOf(booking);
  const theirs = { locale: display.locale, timeZone: other.timeZone };
  const isOff = booking.status === "cancelled" || booking.status === "rejected";
  const range = formatRange(start, end, display);
  return (
    <Card aria-label={en.meeting.facts}>
      <div className="bigtime">
        <div className="d">{formatDayFull(start, display)}</div>
        <div className="t">{isOff ? <del>{range}</del> : range}</div>
        <div className="z">{en.meeting.yourTime(zoneLabel(start, display.timeZone))}</div>
      </div>
      <dl className="dl">
        <Fact term={en.meeting.forPerson(other.firstName)}>
          {formatDay(start, theirs)}, {formatRange(start, end, theirs)}
          <span className="muted">
            {zoneLabel(start, other.timeZone)} · {gapText(start, display.timeZone, other.timeZone)}
          </span>
        </Fact>
        <Fact term={en.meeting.with}>
          {other.name}
          <span className="muted">{en.meeting.roles[other.role]}</span>
        </Fact>
        <Fact term={en.meeting.length}>{durationText(booking.durationMinutes)}</Fact>
        <Fact term={en.meeting.status}>{en.meeting.statuses[booking.status]}</Fact>
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

function gapText(ms: number, mine: string, theirs: string): string {
  const gap = gapMinutes(ms, { mine, theirs });
  return gap === 0 ? en.meeting.sameZone : en.meeting.gap(durationText(gap), gap > 0);
}
