"use client";

import type { Availability } from "@reslot/api";
import { localDay, localMinutes, minuteMs, startOfDay } from "@reslot/cal/time";
import { type ReactNode, useState } from "react";
import { useNow } from "@/components/display/use-now.ts";
import { Button } from "@/components/ui/button.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { formatTime } from "@/time/format.ts";
import type { DaysView } from "@/features/reschedule/month/days-view.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { NoTimes } from "@/features/reschedule/slots/no-times.tsx";
import { isGood, type Slot } from "@/features/reschedule/slots/slots.ts";
import { useLatest } from "@/features/reschedule/slots/use-latest.ts";
import { WeekStrip } from "@/features/reschedule/month/week-strip.tsx";
import { useWeekFocus } from "./use-week-focus.ts";
import { useWeekLayout } from "./use-week-layout.ts";
import { WeekColumn } from "./week-column.tsx";
import { WeekDays, WeekHead } from "./week-head.tsx";
import { WeekLegend } from "./week-legend.tsx";
import { isNowIn, type Minutes, type WeekLayout } from "./week-layout.ts";
import { topAt } from "./week-slot-button.tsx";

interface WeekGridProps {
  move: MoveContext;
  view: DaysView;
  /** The seven days of the week. */
  days: readonly string[];
  slots: readonly Slot[];
  availability: Availability | undefined;
  chosen: number | null;
  showAll: boolean;
  /** The next good time after this week. */
  next: number | null;
  /** Shown above the grid: why the last move was refused. */
  panel: ReactNode;
  onSelectDay: (day: string) => void;
  onShowAll: (showAll: boolean) => void;
  onChoose: (start: number) => void;
}

/** A week of both people: a lane for each, and the offered times in front. Phones show one day of it. */
export function WeekGrid(props: WeekGridProps) {
  const { move, view, days, slots, availability, chosen, showAll, panel } = props;
  const t = useMessages("pick");
  const [showAllHours, setShowAllHours] = useState(false);
  const durationMinutes = availability?.durationMinutes ?? move.booking.durationMinutes;
  const canHide = move.people.role === "mentee" && availability?.checks.mentee === "checked";
  const [shown, layout] = useWeekLayout(
    { slots, days, isHiding: canHide && !showAll, chosen },
    { durationMinutes, showAllHours, timeZone: view.display.timeZone },
  );
  const good = layout.columns.reduce((sum, column) => sum + column.good, 0);
  return (
    <>
      <section className="card wk" aria-label={t("week.label")}>
        <WeekHead {...props} people={move.people} canHide={canHide} count={good} />
        <WeekStrip view={view} onSelectDay={props.onSelectDay} />
        {panel}
        {availability && !shown.some(isGood) && (
          <NoTimes
            {...{ move, availability }}
            next={props.next}
            period="week"
            hidden={slots.length - shown.length}
            onShowAll={() => props.onShowAll(true)}
            onChoose={props.onChoose}
          />
        )}
        <LaneHead name={move.people.other.firstName} />
        <WeekDays layout={layout} display={view.display} availability={availability} />
        <Body {...props} {...{ layout, durationMinutes }} />
        {(layout.hasMore || showAllHours) && (
          <div className="wk-more">
            <Button variant="quiet" size="sm" onClick={() => setShowAllHours(!showAllHours)}>
              {t(showAllHours ? "week.fewerHours" : "week.moreHours")}
            </Button>
          </div>
        )}
      </section>
      <WeekLegend name={move.people.other.firstName} availability={availability} />
    </>
  );
}

function Body({
  layout,
  move,
  view,
  chosen,
  showAll,
  durationMinutes,
  onChoose,
}: WeekGridProps & { layout: WeekLayout; durationMinutes: number }) {
  const focus = useWeekFocus<HTMLFormElement>();
  const choose = useLatest(onChoose);
  const { hours, step, columns } = layout;
  const { timeZone } = view.display;
  const now = useNow(60_000);
  const minutes = localMinutes(now, timeZone);
  const nowOn = (day: string) =>
    day === localDay(now, timeZone) && isNowIn(hours, minutes) ? minutes : null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      method="get"
      className={`wk-body${step < 30 ? " tight" : step < 45 ? " close" : ""}`}
      {...focus}
    >
      <input type="hidden" name="d" value={view.day} />
      <input type="hidden" name="view" value="week" />
      {showAll && <input type="hidden" name="all" value="1" />}
      <Hours hours={hours} view={view} />
      {columns.map((column) => (
        <WeekColumn
          key={column.day}
          isListed={column.day === view.day}
          nowMinutes={nowOn(column.day)}
          chosen={column.slots.some(({ slot }) => slot.start === chosen) ? chosen : null}
          onChoose={choose}
          {...{ column, hours, move, durationMinutes }}
        />
      ))}
    </form>
  );
}

/** The hours on the left, as the reader's locale writes them. */
function Hours({ hours, view }: { hours: Minutes; view: DaysView }) {
  const { display, day } = view;
  const midnight = startOfDay(day, "UTC");
  const asUtc = { ...display, timeZone: "UTC" };
  const marks = Array.from(
    { length: (hours.to - hours.from) / 60 - 1 },
    (_, index) => hours.from + (index + 1) * 60,
  );
  return (
    <div className="wk-hours" aria-hidden="true">
      {marks.map((minutes) => (
        <span key={minutes} style={{ top: topAt(minutes, hours) }}>
          {formatTime(midnight + minutes * minuteMs, asUtc)}
        </span>
      ))}
    </div>
  );
}

function LaneHead({ name }: { name: string }) {
  const t = useMessages("pick");
  return (
    <div className="lanehead" aria-hidden="true">
      <span>{t("week.you")}</span>
      <span>
        <Typed text={name} />
      </span>
    </div>
  );
}
