"use client";

import dynamic from "next/dynamic";
import { localDay } from "@/time/days.ts";
import { daysView, nextFrom } from "../days-view.ts";
import type { PickProps } from "../pick-step.tsx";
import { TimesFailed } from "../times-failed.tsx";
import { usePrefetchNeighbours } from "../use-availability.ts";

// Most people never open the week: it is loaded for those who do.
const WeekGrid = dynamic(async () => (await import("./week-grid.tsx")).WeekGrid);

/** The week around the listed day. */
export function WeekPicker({
  move,
  months,
  state,
  change,
  day,
  onFocusDay,
  trouble,
  onChoose,
}: PickProps & { onChoose: (start: number) => void }) {
  const { display, booking } = move;
  const { week, weekSlots, availability } = months;
  usePrefetchNeighbours(booking.ulid, day, months.today);
  if (months.error && !availability) {
    return <TimesFailed error={months.error} onRetry={months.checkAgain} />;
  }
  return (
    <WeekGrid
      {...{ move, availability, onChoose }}
      view={daysView(move, months, day)}
      days={week}
      slots={weekSlots.filter(({ start }) => week.includes(localDay(start, display.timeZone)))}
      next={nextFrom(week.at(-1) ?? day, { ...months, slots: weekSlots }, display.timeZone)}
      chosen={state.slot}
      showAll={state.showAll}
      panel={trouble(onChoose)}
      onSelectDay={(next) => {
        onFocusDay(next);
        change({ day: next, error: null });
      }}
      onShowAll={(showAll) => change({ showAll })}
    />
  );
}
