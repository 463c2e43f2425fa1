import type { Availability } from "@reslot/api";
import { addDays, type Display, zoneLabel } from "@reslot/cal/time";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type People, readerOf } from "@/components/display/people.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { formatDayShort, formatWeekday } from "@/time/format.ts";
import type { DaysView } from "@/features/reschedule/month/days-view.ts";
import { noonOf } from "@/features/reschedule/model/noon-of.ts";
import { ShowAllSwitch } from "@/features/reschedule/slots/show-all-switch.tsx";
import { isJudged } from "@/features/reschedule/slots/slots.ts";
import type { WeekLayout } from "./week-layout.ts";

interface WeekHeadProps {
  people: People;
  view: DaysView;
  /** The seven days of the week. */
  days: readonly string[];
  availability: Availability | undefined;
  showAll: boolean;
  /** Whether there is a calendar to hide times by. */
  canHide: boolean;
  /** How many good times the week has. */
  count: number;
  onSelectDay: (day: string) => void;
  onShowAll: (showAll: boolean) => void;
}

/** Which week it is, how many good times it has, and buttons to other weeks. */
export function WeekHead({
  people,
  view,
  days,
  availability,
  showAll,
  canHide,
  count,
  onSelectDay,
  onShowAll,
}: WeekHeadProps) {
  const t = useMessages("pick");
  const { display, day, today } = view;
  const [first = day] = days;
  const short = (text: string) => formatDayShort(noonOf(text, display.timeZone), display);
  const isThisWeek = first <= today;
  const before = addDays(day, -7);
  return (
    <div className="wk-h">
      <div className="wk-turn">
        <button
          type="button"
          className="iconbtn"
          aria-label={t("week.previous")}
          aria-disabled={isThisWeek ? true : undefined}
          onClick={() => {
            if (!isThisWeek) onSelectDay(before > today ? before : today);
          }}
        >
          <ChevronLeft className="i" />
        </button>
        <button
          type="button"
          className="iconbtn"
          aria-label={t("week.next")}
          onClick={() => onSelectDay(addDays(day, 7))}
        >
          <ChevronRight className="i" />
        </button>
      </div>
      <h2 tabIndex={-1}>
        {short(first)} – {short(days.at(-1) ?? day)}
      </h2>
      <p className="small muted" aria-live="polite">
        {availability ? view.countText(count) : t("checking")}
      </p>
      {canHide && (
        <div className="end">
          <ShowAllSwitch
            isOn={showAll}
            label={view.t("showAll", readerOf(people))}
            onChange={onShowAll}
          />
        </div>
      )}
    </div>
  );
}

/** The weekdays above the columns. */
export function WeekDays({
  layout,
  display,
  availability,
}: {
  layout: WeekLayout;
  display: Display;
  availability: Availability | undefined;
}) {
  const t = useMessages("pick");
  const isChecked = availability !== undefined && isJudged(availability);
  const [first] = layout.columns;
  return (
    <div className="wk-days" aria-hidden="true">
      <div>
        <small>{first && offsetOf(noonOf(first.day, display.timeZone), display.timeZone)}</small>
      </div>
      {layout.columns.map(({ day, good }) => (
        <div key={day}>
          <b>
            {formatWeekday(noonOf(day, display.timeZone), display)} {Number(day.slice(8))}
          </b>
          <small>
            {availability && t(isChecked ? "week.shared" : "week.offered", { count: good })}
          </small>
        </div>
      ))}
    </div>
  );
}

/** "UTC+0": the offset of the hours on the left. */
function offsetOf(ms: number, timeZone: string): string {
  return zoneLabel(ms, timeZone).split(", ").at(-1) ?? "";
}
