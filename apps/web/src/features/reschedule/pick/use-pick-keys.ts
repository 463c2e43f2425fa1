import { localDay } from "@reslot/cal/time";
import type { View } from "@reslot/react";
import { pickerKeys, useKeys } from "@reslot/react/keyboard";
import { rememberInCookie } from "@/components/frame/remember-in-cookie.ts";
import { viewCookie } from "@/cookies.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";

/** Single keys of the calendar: today, the meeting's own week, week or month, and the times that are suggested. */
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
      onSuggestion: pressSuggestion,
    }),
  );
}

/** With the focus, so that the next press goes on to the review. */
function pressSuggestion(index: number): void {
  const button = document.querySelectorAll<HTMLElement>("[data-suggestion]").item(index);
  button?.focus();
  button?.click();
}
