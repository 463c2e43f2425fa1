"use client";

import { addDays } from "@reslot/cal/time";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useMessages } from "@/copy/messages-provider.tsx";
import { daysView, nextFrom } from "./days-view.ts";
import { MonthCalendar } from "./month-calendar.tsx";
import type { PickerProps } from "./picker-props.ts";
import { slotsOn } from "@/features/reschedule/slots/slots.ts";
import { TimesFailed } from "@/features/reschedule/slots/times-failed.tsx";
import { TimesPanel } from "@/features/reschedule/slots/times-panel.tsx";
import { usePrefetchNextMonth } from "@/features/reschedule/slots/use-availability.ts";
import { WeekStrip } from "./week-strip.tsx";

const daysAhead = 365;
const focusDelayMs = 50;

/** The days on one side, one day's times on the other. */
export function MonthPicker({
  move,
  months,
  url,
  day,
  focusedDay,
  trouble,
  onFocusDay,
  onSelectDay,
  onShowAll,
  onChoose,
}: PickerProps & {
  /** The day that has the calendar's focus. */
  focusedDay: string;
  onFocusDay: (day: string) => void;
}) {
  const { booking, display } = move;
  const heading = useRef<HTMLHeadingElement>(null);
  const focusHeading = useFocusOnDemand(heading);
  const prefetchNext = usePrefetchNextMonth(booking.ulid);
  const t = useMessages("slots");
  const view = daysView(move, months, { day, t });

  function selectDay(next: string) {
    onSelectDay(next);
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
          chosen={url.slot}
          showAll={url.showAll}
          panel={trouble}
          onShowAll={onShowAll}
        />
      )}
    </div>
  );
}

/**
 * Returns a function that moves the focus to a heading, after the frame in which the calendar has
 * put it on the chosen day's cell.
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
