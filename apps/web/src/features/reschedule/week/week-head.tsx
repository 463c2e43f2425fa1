import { gapMinutes, minuteMs, startOfDay } from "@reslot/cal/time";
import { noonOf, theirDisplay } from "@reslot/react";
import { type DaysView, dayWords } from "@reslot/react/labels";
import { formatTime, formatWeekday } from "@reslot/react/time";
import type { Minutes } from "@reslot/react/week";
import { useMessages } from "@/copy/messages-provider.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { initialsOf } from "@/components/ui/avatar.tsx";
import { topAt } from "./top-at.ts";
import styles from "./week.module.css";

/** The weekdays above the columns, with what is known of each and whose lane is which. */
export function WeekDays({
  days,
  view,
  placeOf,
}: {
  days: readonly string[];
  view: DaysView;
  placeOf: (day: string) => "listed" | "near" | "far";
}) {
  const t = useMessages("pick");
  const { display, people, today, currentDay } = view;
  const { me, other } = people;
  return (
    <div className={styles.days} aria-hidden="true">
      <div className={styles.zones}>
        <b>{t("week.you")}</b>
        {theirHours(days, view) && (
          <span>
            <Typed text={other.firstName} />
          </span>
        )}
      </div>
      {days.map((day) => {
        const hasTimes = (view.counts.get(day) ?? 0) > 0;
        const looks = [styles[placeOf(day)], day === currentDay && styles.meeting];
        return (
          <div key={day} className={looks.filter(Boolean).join(" ")}>
            <div className={styles.dayName}>
              <b>
                {formatWeekday(noonOf(day, display.timeZone), display)} {Number(day.slice(8))}
              </b>
              <small className={hasTimes && view.isChecked ? styles.some : undefined}>
                {dayWords(t, day, view)}
              </small>
            </div>
            <div className={styles.laneNames}>
              <span>{initialsOf(me.name)}</span>
              <span>{initialsOf(other.name)}</span>
              {day === currentDay ? (
                <em>{t("week.meetingMark")}</em>
              ) : (
                day === today && <em>{t("week.todayMark")}</em>
              )}
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** The hours on the left, as the reader's locale writes them, and the other person's beside them. */
export function Hours({
  hours,
  days,
  view,
}: {
  hours: Minutes;
  days: readonly string[];
  view: DaysView;
}) {
  const { display, day } = view;
  const midnight = startOfDay(day, "UTC");
  const asUtc = { ...display, timeZone: "UTC" };
  const theirs = theirHours(days, view);
  const marks = Array.from(
    { length: (hours.to - hours.from) / 60 - 1 },
    (_, index) => hours.from + (index + 1) * 60,
  );
  return (
    <div className={styles.hours} aria-hidden="true">
      {marks.map((minutes) => (
        <span key={minutes} style={{ top: topAt(minutes, hours) }}>
          {formatTime(midnight + minutes * minuteMs, asUtc)}
          {theirs !== null && (
            <em>{formatTime(midnight + minutes * minuteMs + theirs.aheadMs, asUtc)}</em>
          )}
        </span>
      ))}
    </div>
  );
}

/** How far the other person's clock is ahead; null where it is the same, not known, or changes in the week. */
function theirHours(days: readonly string[], { display, people }: DaysView) {
  const theirs = theirDisplay(people, display);
  if (!theirs) return null;
  const gaps = days.flatMap((day) => {
    const start = startOfDay(day, display.timeZone);
    const noon = noonOf(day, display.timeZone);
    const zones = { mine: display.timeZone, theirs: theirs.timeZone };
    return [start, noon].map((ms) => gapMinutes(ms, zones) * minuteMs);
  });
  const [aheadMs = 0] = gaps;
  return aheadMs !== 0 && gaps.every((gap) => gap === aheadMs) ? { aheadMs } : null;
}
