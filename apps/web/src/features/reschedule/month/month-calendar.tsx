"use client";

import { addMonths } from "@reslot/cal/time";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMessages } from "@/copy/messages-provider.tsx";
import { weekOf, weeksOfMonth } from "@/time/calendar.ts";
import { firstDayOfWeek, formatMonth, formatWeekday } from "@/time/format.ts";
import { dayClass, Pips } from "./day-mark.tsx";
import { type DaysView, dayLabel } from "./days-view.ts";
import { noonOf } from "@/features/reschedule/model/noon-of.ts";
import { useMonthKeys } from "./use-month-keys.ts";

interface MonthProps {
  view: DaysView;
  focusedDay: string;
  lastDay: string;
  onFocusDay: (day: string) => void;
  onSelectDay: (day: string) => void;
}

/**
 * A month with dots for good times; arrows, Page keys, Home and End move the focus. Hand-written:
 * the calendar of react-aria-components weighs 31 KB, and the page's budget is 70.
 */
export function MonthCalendar(props: MonthProps) {
  const t = useMessages("pick");
  const { view } = props;
  const { display, today } = view;
  const within = (day: string) => later(today, earlier(props.lastDay, day));
  const focusedDay = within(props.focusedDay);
  const turn = (day: string) => props.onFocusDay(within(day));
  const keys = useMonthKeys(focusedDay, turn);
  const first = firstDayOfWeek(display.locale);
  return (
    <section className="month" aria-label={t("month.label")}>
      <MonthHead {...props} focusedDay={focusedDay} onFocusDay={turn} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role */}
      <table className="mgrid" role="grid" aria-label={t("month.label")} {...keys}>
        <thead aria-hidden="true">
          <tr>
            {weekOf(focusedDay, first).map((day) => (
              <th key={day} className="wd">
                {formatWeekday(noonOf(day, display.timeZone), display)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOfMonth(focusedDay, first).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <DayCell key={day} {...props} {...{ day, focusedDay }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <MonthLegend moreMarks={view.moreMarks} />
    </section>
  );
}

function MonthHead({ view, focusedDay, lastDay, onFocusDay }: MonthProps) {
  const t = useMessages("pick");
  const { display, today } = view;
  const isFirst = focusedDay.slice(0, 7) <= today.slice(0, 7);
  const isLast = focusedDay.slice(0, 7) >= lastDay.slice(0, 7);
  const turn = (months: number, isEnd: boolean) => ({
    type: "button" as const,
    className: "iconbtn",
    "aria-disabled": isEnd ? true : undefined,
    onClick: () => {
      if (!isEnd) onFocusDay(addMonths(focusedDay, months));
    },
  });
  return (
    <div className="month-h">
      <h2 aria-live="polite">{formatMonth(noonOf(focusedDay, display.timeZone), display)}</h2>
      <div className="flex">
        <button {...turn(-1, isFirst)} aria-label={t("month.previous")}>
          <ChevronLeft className="i" />
        </button>
        <button {...turn(1, isLast)} aria-label={t("month.next")}>
          <ChevronRight className="i" />
        </button>
      </div>
    </div>
  );
}

function DayCell({ day, view, focusedDay, lastDay, onSelectDay }: MonthProps & { day: string }) {
  const isOut = day.slice(0, 7) !== focusedDay.slice(0, 7);
  const isOff = day < view.today || day > lastDay;
  const count = isOff ? 0 : (view.counts.get(day) ?? 0);
  const isChosen = day === view.day;
  if (isOut) {
    return (
      <td aria-disabled="true">
        <div className="mday none out" data-day={day}>
          {Number(day.slice(8))}
        </div>
      </td>
    );
  }
  const isCurrent = day === view.currentDay;
  return (
    <td aria-selected={isChosen}>
      <button
        type="button"
        className={dayClass({ count, isChosen, isCurrent, isToday: day === view.today })}
        tabIndex={day === focusedDay ? 0 : -1}
        aria-label={dayLabel(day, view)}
        aria-disabled={isOff ? true : undefined}
        data-day={day}
        onClick={() => {
          if (!isOff) onSelectDay(day);
        }}
      >
        {Number(day.slice(8))}
        <Pips count={count} />
      </button>
    </td>
  );
}

function earlier(left: string, right: string): string {
  return left < right ? left : right;
}

function later(left: string, right: string): string {
  return left > right ? left : right;
}

function MonthLegend({ moreMarks }: { moreMarks: string }) {
  const t = useMessages("pick");
  return (
    <div className="mkey">
      <span>
        <Pips count={4} />
        {moreMarks}
      </span>
      <span>
        <span className="dot" />
        {t("month.today")}
      </span>
      <span>
        <span className="ringbox" />
        {t("month.here")}
      </span>
    </div>
  );
}
