"use client";

import { addDays } from "@reslot/cal/time";
import { noonOf, readerOf } from "@reslot/react";
import { useMonthKeys } from "@reslot/react/keyboard";
import { dayLabel, type DaysView, rangeLabel, stateOf } from "@reslot/react/labels";
import { formatDayShort, formatWeekday } from "@reslot/react/time";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { dayClass, DayMark, SampleMark } from "./day-mark.tsx";
import styles from "./month.module.css";
import { IconButton } from "@/components/ui/icon-button.tsx";

export interface MonthProps {
  view: DaysView;
  /** The days of the rolling month: whole weeks. */
  days: readonly string[];
  focusedDay: string;
  lastDay: string;
  onFocusDay: (day: string) => void;
  onSelectDay: (day: string) => void;
  /** At the end of its head. */
  action?: ReactNode;
}

/**
 * Five weeks from this one on, with bars for good times; arrows, Page keys, Home and End move the focus.
 * Hand-written: the calendar of react-aria-components weighs 31 KB, and the page's budget is 70.
 */
export function MonthCalendar(props: MonthProps) {
  const t = useMessages("pick");
  const { view, days } = props;
  const { display, today } = view;
  const within = (day: string) => later(today, earlier(props.lastDay, day));
  const focusedDay = within(props.focusedDay);
  const turn = (day: string) => props.onFocusDay(within(day));
  const keys = useMonthKeys(focusedDay, turn);
  const weeks = Array.from({ length: days.length / 7 }, (_, week) =>
    days.slice(week * 7, week * 7 + 7),
  );
  return (
    <section className={styles.month} aria-label={t("month.label")}>
      <MonthHead {...props} focusedDay={focusedDay} onFocusDay={turn} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role */}
      <table className={styles.grid} role="grid" aria-label={t("month.label")} {...keys}>
        <thead aria-hidden="true">
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day}>{formatWeekday(noonOf(day, display.timeZone), display)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <DayCell key={day} {...props} {...{ day, focusedDay }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <MonthLegend {...{ view, days }} />
    </section>
  );
}

function MonthHead({ view, days, lastDay, onFocusDay, onSelectDay, action }: MonthProps) {
  const t = useMessages("pick");
  const { display, today } = view;
  const [first = today] = days;
  const last = days.at(-1) ?? today;
  const isFirst = first <= today;
  const isLast = last >= lastDay;
  return (
    <div className={styles.head}>
      <h2 aria-live="polite">{rangeLabel(t, days, display)}</h2>
      <Button size="sm" onClick={() => onSelectDay(today)}>
        {t("week.today")}
      </Button>
      <IconButton
        aria-label={t("month.previous")}
        aria-disabled={isFirst ? true : undefined}
        onClick={() => {
          if (!isFirst) onFocusDay(addDays(first, -1));
        }}
      >
        <ChevronLeft />
      </IconButton>
      <IconButton
        aria-label={t("month.next")}
        aria-disabled={isLast ? true : undefined}
        onClick={() => {
          if (!isLast) onFocusDay(addDays(last, 1));
        }}
      >
        <ChevronRight />
      </IconButton>
      {action}
    </div>
  );
}

function DayCell({ day, view, focusedDay, lastDay, onSelectDay }: MonthProps & { day: string }) {
  const t = useMessages("pick");
  const isOff = stateOf(day, view).kind === "past" || day > lastDay;
  const noon = noonOf(day, view.display.timeZone);
  return (
    <td aria-selected={day === view.day}>
      <button
        type="button"
        className={dayClass(day, view)}
        tabIndex={day === focusedDay ? 0 : -1}
        aria-label={dayLabel(t, day, view)}
        aria-disabled={isOff ? true : undefined}
        data-day={day}
        onClick={() => {
          if (!isOff) onSelectDay(day);
        }}
      >
        {day.endsWith("-01") ? (
          <span className={styles.named} data-text={formatDayShort(noon, view.display)} />
        ) : (
          Number(day.slice(8))
        )}
        <DayMark day={day} view={view} />
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

function MonthLegend({ view, days }: Pick<MonthProps, "view" | "days">) {
  const t = useMessages("pick");
  const slots = useMessages("slots");
  const hasMarks = days.some((day) => (view.counts.get(day) ?? 0) > 0);
  return (
    <div className={styles.legend}>
      {hasMarks && (
        <span>
          <SampleMark />
          {view.isChecked ? slots("moreShared") : slots("moreOffered", readerOf(view.people))}
        </span>
      )}
      <span>
        <span className={styles.ring} />
        {t("month.here")}
      </span>
      <span>
        <span className={styles.dot} />
        {t("month.today")}
      </span>
    </div>
  );
}
