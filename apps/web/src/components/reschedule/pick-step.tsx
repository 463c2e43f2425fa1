"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { addDays, localDay, startOfDay } from "@/time/days.ts";
import { parseInstant } from "@/time/instant.ts";
import { BookingCard } from "./booking-card.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { CalendarWarning } from "./calendar-warning.tsx";
import { ChangeNotes } from "./change-notes.tsx";
import type { DaysView } from "./days.ts";
import { Freshness } from "./freshness.tsx";
import { Legend } from "./legend.tsx";
import { MonthCalendar } from "./month-calendar.tsx";
import { type MoveContext, spanAt } from "./move.ts";
import { NoScriptDays } from "./no-script-days.tsx";
import { coachsOf } from "./slot-words.ts";
import { nextGood, slotsOn } from "./slots.ts";
import { Suggestions } from "./suggestions.tsx";
import { TimesFailed } from "./times-failed.tsx";
import { TimesPanel } from "./times-panel.tsx";
import { toQuery, type UrlState } from "./url-state.ts";
import { usePrefetchNextMonth } from "./use-availability.ts";
import type { MonthsView } from "./use-months.ts";
import type { ChangeUrl } from "./use-url-state.ts";
import { WeekStrip } from "./week-strip.tsx";
import { ZonePicker } from "./zone-picker.tsx";

const daysAhead = 365;
const focusDelayMs = 50;

interface PickProps {
  move: MoveContext;
  months: MonthsView;
  state: UrlState;
  change: ChangeUrl;
  /** The day whose times are listed. */
  day: string;
  focusedDay: string;
  onFocusDay: (day: string) => void;
  /** The panel about the last try, if it failed. */
  trouble: (onChoose: (start: number) => void) => ReactNode;
  onChosen: () => void;
  onReview: () => void;
}

/** Choosing a new time: the meeting, the days, and one day's times. */
export function PickStep(props: PickProps) {
  const { move, months, state, change, day, onFocusDay, onChosen, onReview } = props;
  const { booking, people, display } = move;
  const { availability } = months;
  const durationMinutes = availability?.durationMinutes ?? booking.durationMinutes;
  const chosen = state.slot === null ? null : spanAt(state.slot, durationMinutes);
  const query = toQuery({ ...state, day, attempt: null, error: null });

  function choose(start: number) {
    const next = localDay(start, display.timeZone);
    onFocusDay(next);
    onChosen();
    change({ slot: start, day: next, error: null });
  }

  return (
    <>
      <PickHead move={move} months={months} day={day} />
      <div className="resched has-bar">
        <BookingCard {...{ move, chosen, durationMinutes, onReview }} />
        <div>
          <div className="notes">
            {availability && (
              <CalendarWarning
                people={people}
                check={availability.checks.mentee}
                isAgain={booking.menteeConnection === "needsReconnect"}
                here={`${paths.reschedule(booking.ulid)}${query}`}
                onRetry={months.checkAgain}
              />
            )}
            {booking.inFlight && (
              <Banner title={en.meeting.inFlight.title}>{en.meeting.notMovable.inProgress}</Banner>
            )}
            <ChangeNotes {...{ move, chosen, durationMinutes }} />
          </div>
          {availability && (
            <Suggestions move={move} suggestions={availability.suggestions} onChoose={choose} />
          )}
          <Picker {...props} onChoose={choose} />
          <Legend people={people} check={availability?.checks.mentee ?? "checked"} />
        </div>
      </div>
      <BottomBar {...{ move, chosen, onReview }} />
    </>
  );
}

/** The days on one side, one day's times on the other. */
function Picker({
  move,
  months,
  state,
  change,
  day,
  focusedDay,
  onFocusDay,
  trouble,
  onChoose,
}: PickProps & { onChoose: (start: number) => void }) {
  const { booking, display } = move;
  const heading = useRef<HTMLHeadingElement>(null);
  const focusHeading = useFocusOnDemand(heading);
  const prefetchNext = usePrefetchNextMonth(booking.ulid);
  const view = daysView(move, months, day);

  function selectDay(next: string) {
    onFocusDay(next);
    change({ day: next, error: null });
    focusHeading();
  }
  function turnTo(next: string) {
    onFocusDay(next);
    prefetchNext(next);
  }

  return (
    <div className="card picker">
      <WeekStrip view={view} onSelectDay={selectDay} />
      <MonthCalendar
        view={view}
        focusedDay={focusedDay}
        lastDay={addDays(months.today, daysAhead)}
        moreMarks={moreMarks(move, months)}
        onFocusDay={turnTo}
        onSelectDay={selectDay}
      />
      {months.error && !months.availability ? (
        <TimesFailed error={months.error} onRetry={months.checkAgain} />
      ) : (
        <TimesPanel
          {...{ move, day, heading, onChoose }}
          slots={slotsOn(months.slots, day, display.timeZone)}
          next={nextFrom(day, months, display.timeZone)}
          availability={months.availability}
          chosen={state.slot}
          showAll={state.showAll}
          panel={trouble(onChoose)}
          onShowAll={(showAll) => change({ showAll })}
        />
      )}
    </div>
  );
}

function PickHead({ move, months, day }: { move: MoveContext; months: MonthsView; day: string }) {
  const { booking, people, display } = move;
  return (
    <>
      <Link className="back" href={paths.meeting(booking.ulid)}>
        <ArrowLeft className="i i-sm" />
        {booking.title}
      </Link>
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{en.reschedule.title}</h1>
          <div className="subline">
            <p>{en.reschedule.lead}</p>
            <Freshness
              asOf={months.availability?.asOf}
              isFetching={months.isFetching}
              onCheck={months.checkAgain}
            />
          </div>
        </div>
        <div className="head-end">
          <ZonePicker other={people.other} />
        </div>
      </div>
      <NoScriptDays
        {...{ day, display }}
        today={months.today}
        path={paths.reschedule(booking.ulid)}
      />
    </>
  );
}

/** The good time to go on to from a day. */
function nextFrom(day: string, { availability, slots }: MonthsView, timeZone: string) {
  const beyond = availability?.nextMutualStart ?? null;
  const offered = availability?.nextCoachStart ?? null;
  const answer = availability?.checks.mentee === "checked" ? beyond : offered;
  return nextGood(slots, {
    after: startOfDay(addDays(day, 1), timeZone),
    beyond: answer === null ? null : parseInstant(answer),
  });
}

function daysView(
  { display, current, people }: MoveContext,
  months: MonthsView,
  day: string,
): DaysView {
  const { counts } = en.reschedule.day;
  const isChecked = (months.availability?.checks.mentee ?? "checked") === "checked";
  return {
    display,
    day,
    today: months.today,
    currentDay: localDay(current.start, display.timeZone),
    counts: months.counts,
    countText: (count) =>
      isChecked ? counts.shared(count) : counts.offered(count, coachsOf(people)),
  };
}

function moreMarks({ people }: MoveContext, { availability }: MonthsView): string {
  const { month } = en.reschedule;
  const isChecked = (availability?.checks.mentee ?? "checked") === "checked";
  return isChecked ? month.moreShared : month.moreOffered(coachsOf(people));
}

/**
 * Moves the focus to a heading when asked: after the frame in which the calendar has put it on the
 * chosen day's cell.
 */
function useFocusOnDemand(heading: RefObject<HTMLElement | null>): () => void {
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked === 0) return;
    const timer = setTimeout(() => heading.current?.focus({ preventScroll: true }), focusDelayMs);
    return () => clearTimeout(timer);
  }, [asked, heading]);
  return () => setAsked((count) => count + 1);
}
