import type { UrlState } from "@reslot/react";
import type { ReactNode } from "react";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import type { MonthsView } from "./use-months.ts";

/** What the two pickers of a time, month and week, show and report. */
export interface PickerProps {
  move: MoveContext;
  months: MonthsView;
  url: UrlState;
  /** The day whose times are listed. */
  day: string;
  /** The day that has the calendar's focus. */
  focusedDay: string;
  /** The panel about the last try, if it was refused. */
  trouble: ReactNode;
  /** For the zone and the form of the times. */
  tools: ReactNode;
  onFocusDay: (day: string) => void;
  onSelectDay: (day: string) => void;
  onShowAll: (showAll: boolean) => void;
  onChoose: (start: number) => void;
}
