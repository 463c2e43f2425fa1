"use client";

import { type CalendarDate, parseDate, toCalendarDate, toZoned } from "@internationalized/date";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "react-aria-components/Button";
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from "react-aria-components/Calendar";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { en } from "@/copy/en.ts";
import { firstDayOfWeek, formatMonth } from "@/time/format.ts";
import { dayClass, Pips } from "./day-mark.tsx";
import { type DaysView, dayLabel, noonOf } from "./days.ts";

const words = en.reschedule.month;
const firstDays = { 1: "mon", 6: "sat", 7: "sun" } as const;

/** A month with a mark for every day that has good times; arrows, Page keys, Home and End move. */
export function MonthCalendar({
  view,
  focusedDay,
  lastDay,
  moreMarks,
  onFocusDay,
  onSelectDay,
}: {
  view: DaysView;
  focusedDay: string;
  lastDay: string;
  moreMarks: string;
  onFocusDay: (day: string) => void;
  onSelectDay: (day: string) => void;
}) {
  const { display, day, today } = view;
  // Days only: a fixed zone keeps the calendar from asking the browser what day it is somewhere.
  const zoned = (text: string) => toZoned(parseDate(text), "UTC");
  const first = firstDayOfWeek(display.locale);
  return (
    <I18nProvider locale={display.locale}>
      <Calendar
        className="month"
        aria-label={words.label}
        value={zoned(day)}
        focusedValue={zoned(focusedDay)}
        minValue={zoned(today)}
        maxValue={zoned(lastDay)}
        firstDayOfWeek={first === 7 ? firstDays[7] : first === 6 ? firstDays[6] : firstDays[1]}
        onChange={(value) => onSelectDay(toCalendarDate(value).toString())}
        onFocusChange={(value) => onFocusDay(value.toString().slice(0, 10))}
      >
        <div className="month-h">
          <h2>{formatMonth(noonOf(focusedDay, display.timeZone), display)}</h2>
          <div className="flex">
            <Button slot="previous" className="iconbtn" aria-label={words.previous}>
              <ChevronLeft className="i" />
            </Button>
            <Button slot="next" className="iconbtn" aria-label={words.next}>
              <ChevronRight className="i" />
            </Button>
          </div>
        </div>
        <CalendarGrid className="mgrid" weekdayStyle="short">
          <CalendarGridHeader>
            {(name) => <CalendarHeaderCell className="wd">{name}</CalendarHeaderCell>}
          </CalendarGridHeader>
          <CalendarGridBody>{(date) => <DayCell date={date} view={view} />}</CalendarGridBody>
        </CalendarGrid>
        <MonthKey moreMarks={moreMarks} />
      </Calendar>
    </I18nProvider>
  );
}

function DayCell({ date, view }: { date: CalendarDate; view: DaysView }) {
  const day = date.toString();
  const count = view.counts.get(day) ?? 0;
  return (
    <CalendarCell
      date={date}
      className={({ isOutsideMonth, isDisabled }) => {
        const isChosen = day === view.day && !isOutsideMonth;
        const isCurrent = day === view.currentDay;
        const isToday = day === view.today;
        const own = dayClass({ count: isDisabled ? 0 : count, isChosen, isCurrent, isToday });
        return isOutsideMonth ? "mday none out" : own;
      }}
      render={(props) => <div {...props} aria-label={dayLabel(day, view)} data-day={day} />}
    >
      {({ formattedDate, isDisabled }) => (
        <>
          {formattedDate}
          <Pips count={isDisabled ? 0 : count} />
        </>
      )}
    </CalendarCell>
  );
}

function MonthKey({ moreMarks }: { moreMarks: string }) {
  return (
    <div className="mkey">
      <span>
        <Pips count={4} />
        {moreMarks}
      </span>
      <span>
        <span className="dot" />
        {words.today}
      </span>
      <span>
        <span className="ringbox" />
        {words.here}
      </span>
    </div>
  );
}
