import type { ReactNode } from "react";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import type { ChangeUrl, UrlState, View } from "@/features/reschedule/model/url-state.ts";
import type { MonthsView } from "./use-months.ts";

/** What the pickers of times need to know and can change, the month's and the week's. */
export interface PickProps {
  move: MoveContext;
  months: MonthsView;
  state: UrlState;
  change: ChangeUrl;
  /** The day whose times are listed. */
  day: string;
  focusedDay: string;
  /** What is drawn: the address's view, or the usual one. */
  view: View;
  /** Somebody else has moved the meeting while this page was open. */
  isMovedMeanwhile: boolean;
  onFocusDay: (day: string) => void;
  /** The panel about the last try, if it failed. */
  trouble: (onChoose: (start: number) => void) => ReactNode;
  onChosen: () => void;
  onReview: () => void;
}
