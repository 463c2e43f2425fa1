import { addDays } from "@reslot/cal/time";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMessages } from "@/copy/messages-provider.tsx";
import { weekOf } from "@/time/calendar.ts";
import { firstDayOfWeek, formatDayShort, formatWeekday } from "@/time/format.ts";
import { dayClass, Pips } from "./day-mark.tsx";
import { type DaysView, dayLabel } from "./days-view.ts";
import { noonOf } from "@/features/reschedule/model/noon-of.ts";

/** The week of the listed day as seven buttons; replaces the month on small screens. */
export function WeekStrip({
  view,
  onSelectDay,
}: {
  view: DaysView;
  onSelectDay: (day: string) => void;
}) {
  const t = useMessages("pick");
  const { display, day, today } = view;
  const week = weekOf(day, firstDayOfWeek(display.locale));
  const [first = day] = week;
  const last = week.at(-1) ?? day;
  const short = (text: string) => formatDayShort(noonOf(text, display.timeZone), display);
  const isThisWeek = first <= today;
  return (
    <div className="strip">
      <div className="strip-h">
        <button
          type="button"
          className="iconbtn"
          aria-label={t("week.previous")}
          aria-disabled={isThisWeek ? true : undefined}
          onClick={() => {
            if (!isThisWeek) onSelectDay(later(addDays(day, -7), today));
          }}
        >
          <ChevronLeft className="i" />
        </button>
        <b>
          {short(first)} – {short(last)}
        </b>
        <button
          type="button"
          className="iconbtn"
          aria-label={t("week.next")}
          onClick={() => onSelectDay(addDays(day, 7))}
        >
          <ChevronRight className="i" />
        </button>
      </div>
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
  const noon = noonOf(day, view.display.timeZone);
  const isPast = day < view.today;
  const count = view.counts.get(day) ?? 0;
  const isChosen = day === view.day;
  const isCurrent = day === view.currentDay;
  return (
    <button
      type="button"
      className={dayClass({ count, isChosen, isCurrent, isToday: day === view.today })}
      aria-label={dayLabel(day, view)}
      aria-pressed={isChosen}
      aria-disabled={isPast ? true : undefined}
      onClick={() => {
        if (!isPast) onSelectDay(day);
      }}
    >
      <small>{formatWeekday(noon, view.display)}</small>
      {Number(day.slice(8))}
      <Pips count={count} />
    </button>
  );
}

function later(left: string, right: string): string {
  return left > right ? left : right;
}
