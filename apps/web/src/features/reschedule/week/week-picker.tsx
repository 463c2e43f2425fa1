"use client";

import { addDays, localDay } from "@reslot/cal/time";
import { rangeFor } from "@reslot/react";
import { daysView, nextFrom } from "@reslot/react/labels";
import { weekFrom } from "@reslot/react/time";
import { useMemo } from "react";
import { OpenMonth } from "@/features/reschedule/month/open-month.tsx";
import type { PickerProps } from "@/features/reschedule/month/picker-props.ts";
import { ShiftedNotice } from "@/features/reschedule/month/shifted-notice.tsx";
import { usePrefetchAvailability } from "@/features/reschedule/slots/use-availability.ts";
import { WeekGrid } from "./week-grid.tsx";

const daysAhead = 365;

/** The week around the listed day. */
export function WeekPicker(props: PickerProps) {
  const { move, months, url, day, focusedDay, trouble, onSelectDay, onChoose } = props;
  const { display, booking } = move;
  const { week, availability, today } = months;
  const [from = day] = week;
  const { timeZone } = display;
  const slots = useMemo(() => {
    const days = new Set(weekFrom(from));
    return months.slots.filter(({ start }) => days.has(localDay(start, timeZone)));
  }, [months.slots, from, timeZone]);
  const nextWeek = weekFrom(addDays(from, 7));
  usePrefetchAvailability(rangeFor(booking.ulid, nextWeek, { today, timeZone }));
  const view = daysView(move, months, day);
  return (
    <WeekGrid
      {...{ move, view, slots, availability, onSelectDay, onChoose }}
      days={week}
      next={nextFrom(week.at(-1) ?? day, months, timeZone)}
      chosen={url.slot}
      showAll={url.showAll}
      panel={
        <>
          {trouble}
          <ShiftedNotice {...{ move, months, onChoose }} chosen={url.slot} />
        </>
      }
      month={
        <OpenMonth
          {...{ view, focusedDay, onSelectDay }}
          days={months.month}
          lastDay={addDays(today, daysAhead)}
          onFocusDay={props.onFocusDay}
          onShown={months.showMonth}
        />
      }
      tools={props.tools}
      onShowAll={props.onShowAll}
      onRetry={months.checkAgain}
    />
  );
}
