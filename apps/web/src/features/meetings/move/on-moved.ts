import type { RescheduleResult } from "@reslot/api";
import type { Interval } from "@reslot/cal/time";

/** What the list is told of a move that was made, or may have been. */
export type OnMoved = (result: RescheduleResult, from: Interval) => void;
