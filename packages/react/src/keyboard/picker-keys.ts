import type { View } from "../model/drawn-days.ts";
import type { KeyActions } from "./single-keys.ts";

/**
 * Single keys of the picker: `t` today, `g` the meeting's week, `w` the other view, `1` to `3` what is suggested, counted
 * from 0 in `onSuggestion`. Days are local ones.
 */
export function pickerKeys({
  today,
  meetingDay,
  view,
  onSelectDay,
  onView,
  onSuggestion,
}: {
  today: string;
  meetingDay: string;
  view: View;
  onSelectDay: (day: string) => void;
  onView: (view: View) => void;
  onSuggestion: (index: number) => void;
}): KeyActions {
  return {
    t: () => onSelectDay(today),
    g: () => onSelectDay(meetingDay > today ? meetingDay : today),
    1: () => onSuggestion(0),
    2: () => onSuggestion(1),
    3: () => onSuggestion(2),
    w: () => onView(view === "week" ? "month" : "week"),
  };
}
