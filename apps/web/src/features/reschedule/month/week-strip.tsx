import { noonOf } from "@reslot/react";
import { dayLabel, type DaysView, stateOf } from "@reslot/react/labels";
import { formatWeekday } from "@reslot/react/time";
import { useMessages } from "@/copy/messages-provider.tsx";
import { dayClass, DayCount } from "./day-mark.tsx";
import styles from "./month.module.css";

/** The week of the listed day as seven buttons, on small screens. */
export function WeekStrip({
  view,
  week,
  onSelectDay,
}: {
  view: DaysView;
  week: readonly string[];
  onSelectDay: (day: string) => void;
}) {
  return (
    <div className={styles.strip}>
      <ol>
        {week.map((each) => (
          <li key={each}>
            <StripDay day={each} view={view} onSelectDay={onSelectDay} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function StripDay({
  day,
  view,
  onSelectDay,
}: {
  day: string;
  view: DaysView;
  onSelectDay: (day: string) => void;
}) {
  const t = useMessages("pick");
  const noon = noonOf(day, view.display.timeZone);
  const isPast = stateOf(day, view).kind === "past";
  return (
    <button
      type="button"
      className={dayClass(day, view)}
      aria-label={dayLabel(t, day, view)}
      aria-pressed={day === view.day}
      aria-disabled={isPast ? true : undefined}
      onClick={() => {
        if (!isPast) onSelectDay(day);
      }}
    >
      <small>{formatWeekday(noon, view.display)}</small>
      {Number(day.slice(8))}
      <DayCount day={day} view={view} />
    </button>
  );
}
