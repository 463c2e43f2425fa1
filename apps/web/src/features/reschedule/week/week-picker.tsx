"use client";

import { localDay } from "@reslot/cal/time";
import { useMemo } from "react";
import { weekFrom } from "@/time/calendar.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { daysView, nextFrom } from "@/features/reschedule/month/days-view.ts";
import type { PickerProps } from "@/features/reschedule/month/picker-props.ts";
import { TimesFailed } from "@/features/reschedule/slots/times-failed.tsx";
import { usePrefetchNeighbours } from "@/features/reschedule/slots/use-availability.ts";
import { WeekGrid } from "./week-grid.tsx";

/** The week around the listed day. */
export function WeekPicker({
  move,
  months,
  url,
  day,
  trouble,
  onSelectDay,
  onShowAll,
  onChoose,
}: PickerProps) {
  const t = useMessages("slots");
  const { display, booking } = move;
  const { week, weekSlots, availability } = months;
  const [from = day] = week;
  const { timeZone } = display;
  const slots = useMemo(() => {
    const days = new Set(weekFrom(from));
    return weekSlots.filter(({ start }) => days.has(localDay(start, timeZone)));
  }, [weekSlots, from, timeZone]);
  usePrefetchNeighbours(booking.ulid, day, months.today);
  if (months.error && !availability) {
    return <TimesFailed error={months.error} onRetry={months.checkAgain} />;
  }
  return (
    <WeekGrid
      {...{ move, availability, onSelectDay, onShowAll, onChoose }}
      view={daysView(move, months, { day, t })}
      days={week}
      slots={slots}
      next={nextFrom(week.at(-1) ?? day, { ...months, slots: weekSlots }, timeZone)}
      chosen={url.slot}
      showAll={url.showAll}
      panel={trouble}
    />
  );
}
