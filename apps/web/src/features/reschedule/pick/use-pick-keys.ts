import { localDay } from "@reslot/cal/time";
import type { View } from "@reslot/react";
import { pickerKeys, useKeys } from "@reslot/react/keyboard";
import { rememberInCookie } from "@/components/frame/remember-in-cookie.ts";
import { viewCookie } from "@/cookies.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";

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
  useKeys(
    pickerKeys({
      today,
      meetingDay: localDay(current.start, display.timeZone),
      view,
      onSelectDay,
      onView(other) {
        rememberInCookie(viewCookie, other);
        onView(other);
      },
    }),
  );
}
