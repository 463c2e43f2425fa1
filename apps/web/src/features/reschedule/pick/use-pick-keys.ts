import { localDay } from "@reslot/cal/time";
import { rememberInCookie } from "@/components/frame/remember-in-cookie.ts";
import { useKeys } from "@/components/keys/use-keys.ts";
import { viewCookie } from "@/cookies.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import type { View } from "@/features/reschedule/model/url-state.ts";

/** Single keys of the calendar: today, the meeting's own week, week or month. */
export function usePickKeys({
  move: { current, display },
  months: { today },
  view,
  onSelectDay,
  onView,
}: {
  move: MoveContext;
  months: { today: string };
  view: View;
  onSelectDay: (day: string) => void;
  onView: (view: View) => void;
}): void {
  const meetingDay = localDay(current.start, display.timeZone);
  useKeys({
    t: () => onSelectDay(today),
    g: () => onSelectDay(meetingDay > today ? meetingDay : today),
    w() {
      const other = view === "week" ? "month" : "week";
      rememberInCookie(viewCookie, other);
      onView(other);
    },
  });
}
