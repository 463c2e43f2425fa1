"use client";

import { addDays } from "@reslot/cal/time";
import { slotsOn, visibleSlots } from "@reslot/react";
import { daysView, nextFrom, stateOf } from "@reslot/react/labels";
import { type RefObject, useEffect, useRef, useState } from "react";
import { ShiftedNotice } from "@/features/reschedule/month/shifted-notice.tsx";
import { SlotLegend } from "@/features/reschedule/slots/slot-legend.tsx";
import { TimesFailed } from "@/features/reschedule/slots/times-failed.tsx";
import { TimesPanel } from "@/features/reschedule/slots/times-panel.tsx";
import { MonthCalendar } from "./month-calendar.tsx";
import styles from "./month.module.css";
import { OpenMonth } from "./open-month.tsx";
import { PickerBar } from "./picker-bar.tsx";
import type { PickerProps } from "./picker-props.ts";
import { ToolsBelow } from "./tools-below.tsx";
import { WeekStrip } from "./week-strip.tsx";
import card from "@/components/ui/card.module.css";

const daysAhead = 365;
const focusDelayMs = 50;

/** The days on one side, one day's times on the other. Phones have the days of a week above the times. */
export function MonthPicker(props: PickerProps) {
  const { move, months, url, day, focusedDay, trouble, onShowAll, onChoose } = props;
  const { display } = move;
  const heading = useRef<HTMLHeadingElement>(null);
  const focusHeading = useFocusOnDemand(heading);
  const view = daysView(move, months, day);
  const { kind } = stateOf(day, view);
  const selectDay = (next: string) => {
    props.onSelectDay(next);
    focusHeading();
  };
  const month = {
    view,
    focusedDay,
    days: months.month,
    lastDay: addDays(months.today, daysAhead),
    onFocusDay: props.onFocusDay,
    onSelectDay: selectDay,
  };

  const slots = slotsOn(months.slots, day, display.timeZone);
  const canHide = move.people.role === "mentee" && months.availability?.checks.mentee === "checked";
  const shown = visibleSlots(slots, { isHiding: canHide && !url.showAll, chosen: url.slot });

  return (
    <>
      <div className={card.card}>
        <PickerBar {...{ view }} days={months.week} isOnlySmall onSelectDay={props.onSelectDay}>
          <OpenMonth {...month} onShown={months.showMonth} />
        </PickerBar>
        <div className={styles.picker}>
          <WeekStrip view={view} week={months.week} onSelectDay={selectDay} />
          <div className={styles.wide}>
            <MonthCalendar {...month} />
          </div>
          {kind === "failed" ? (
            <TimesFailed error={months.error} onRetry={months.checkAgain} />
          ) : (
            <TimesPanel
              {...{ move, day, slots, heading, onChoose, onShowAll }}
              next={nextFrom(day, months, display.timeZone)}
              availability={kind === "checking" ? undefined : months.availability}
              chosen={url.slot}
              showAll={url.showAll}
              isChanged={view.changed.has(day)}
              tools={props.tools}
              panel={
                <>
                  {trouble}
                  <ShiftedNotice {...{ move, months, onChoose }} chosen={url.slot} />
                </>
              }
            />
          )}
        </div>
        <ToolsBelow>{props.tools}</ToolsBelow>
      </div>
      <SlotLegend times={{ people: move.people, slots: shown, chosen: url.slot }} />
    </>
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
