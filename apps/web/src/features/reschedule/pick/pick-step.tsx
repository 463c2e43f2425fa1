"use client";

import { localDay } from "@reslot/cal/time";
import { ArrowLeft } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { Banner } from "@/components/ui/banner.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { formatDayTime } from "@/time/format.ts";
import { BookingCard } from "./booking-card.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { CalendarWarning } from "./calendar-warning.tsx";
import { ChangeNotes } from "./change-notes.tsx";
import { Freshness } from "@/features/reschedule/slots/freshness.tsx";
import { Legend } from "./legend.tsx";
import { type MoveContext, spanAt } from "@/features/reschedule/model/move.ts";
import { NoScriptDays } from "@/features/reschedule/month/no-script-days.tsx";
import { Suggestions } from "@/features/reschedule/slots/suggestions.tsx";
import { toQuery } from "@/features/reschedule/model/url-state.ts";
import type { PickProps } from "@/features/reschedule/month/pick-props.ts";
import { ViewToggle } from "./view-toggle.tsx";
import { ZonePicker } from "./zone-picker.tsx";

// Who looks at one of them does not wait for the other.
const MonthPicker = dynamic(
  async () => (await import("@/features/reschedule/month/month-picker.tsx")).MonthPicker,
);
const WeekPicker = dynamic(
  async () => (await import("@/features/reschedule/week/week-picker.tsx")).WeekPicker,
);

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
      <PickHead {...{ move, months, day, state, change }} view={props.view} />
      <div className="resched has-bar">
        <BookingCard {...{ move, chosen, durationMinutes, onReview }} />
        <div>
          <div className="notes">
            {props.isMovedMeanwhile && <MovedMeanwhile move={move} />}
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
          {props.view === "week" ? (
            <WeekPicker {...props} onChoose={choose} />
          ) : (
            <MonthPicker {...props} onChoose={choose} />
          )}
          <Legend people={people} check={availability?.checks.mentee ?? "checked"} />
        </div>
      </div>
      <BottomBar {...{ move, chosen, onReview }} />
    </>
  );
}

function MovedMeanwhile({ move: { current, display } }: { move: MoveContext }) {
  return (
    <Banner
      tone="accent"
      title={en.reschedule.conflict.moved(formatDayTime(current.start, display))}
    />
  );
}

function PickHead({
  move,
  months,
  day,
  state,
  view,
  change,
}: Pick<PickProps, "move" | "months" | "day" | "state" | "view" | "change">) {
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
          <ViewToggle
            bookingUlid={booking.ulid}
            state={state}
            shown={view}
            onChange={(next) => change({ view: next })}
          />
        </div>
      </div>
      <NoScriptDays
        {...{ day, display }}
        view={state.view}
        today={months.today}
        path={paths.reschedule(booking.ulid)}
      />
    </>
  );
}
