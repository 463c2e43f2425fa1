import type { View } from "../model/drawn-days.ts";
import type { KeyActions } from "./single-keys.ts";

/** Single keys of the picker: `t` today, `g` the meeting's week, `w` the other view. Days are local ones. */
export function pickerKeys({
  today,
  meetingDay,
  view,
  onSelectDay,
  onView,
}: {
  today: string;
  meetingDay: string;
  view: View;
  onSelectDay: (day: string) => void;
  onView: (view: View) => void;
}): KeyActions {
  return {
    t: () => onSelectDay(today),
    g: () => onSelectDay(meetingDay > today ? meetingDay : today),
    w: () => onView(view === "week" ? "month" : "week"),
  };
}
