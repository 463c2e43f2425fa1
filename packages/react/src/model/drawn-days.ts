import { addDays, daysBetween } from "@reslot/cal/time";
import { weekOf } from "../time/calendar.ts";

/** The rolling month with one day's times, or the week of both people. */
export type View = "month" | "week";

const weeksOfMonth = 5;

export interface Calendar {
  today: string;
  /** 1 = Monday … 7 = Sunday. */
  firstDay: number;
}

/** The days that a view draws around one of them: its week, or the five weeks of the rolling month. */
export function drawnDays(view: View, day: string, calendar: Calendar): string[] {
  return view === "week" ? weekOf(day, calendar.firstDay) : rollingMonth(day, calendar);
}

/** Five whole weeks, counted on from this one: a month's end is followed by the next month's days. */
function rollingMonth(day: string, { today, firstDay }: Calendar): string[] {
  const [thisWeek = today] = weekOf(today, firstDay);
  const length = weeksOfMonth * 7;
  const index = Math.max(0, Math.floor(daysBetween(thisWeek, day) / length));
  const start = addDays(thisWeek, index * length);
  return Array.from({ length }, (_, offset) => addDays(start, offset));
}
