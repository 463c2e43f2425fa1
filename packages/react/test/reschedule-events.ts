import { parseInstant } from "@reslot/cal/time";
import type { Meeting, NotMovableReason } from "../src/model/meeting.ts";
import {
  initialState,
  type MoveOutcome,
  type RescheduleEvent,
  rescheduleReducer,
  type RescheduleState,
  type TimesState,
} from "../src/screen/reschedule-machine.ts";
import type { Trouble } from "../src/screen/trouble.ts";
import { meeting } from "./meeting.ts";

export const attemptUlid = "01KC3M8QZ4ABCDEFGHJKMNPQRS";
export const start = parseInstant("2026-12-15T20:00:00Z");
export const inReview = "?slot=2026-12-15T20:00:00Z&step=review";

export const notMovable = (reason: NotMovableReason): Meeting => ({
  ...meeting,
  reschedule: { allowed: false, reason },
});
export const movedElsewhere: Meeting = { ...meeting, version: 2 };

export const input = {
  attemptUlid,
  newStartTime: "2026-12-15T20:00:00.000Z",
  newEndTime: "2026-12-15T20:45:00.000Z",
};
export const refusal = (code: Trouble["code"]): RescheduleEvent => ({
  type: "refused",
  trouble: { code, details: {}, start },
});

export const openAt = (query: string, opened = meeting): RescheduleState =>
  initialState({ query, booking: opened });

export function after(state: RescheduleState, ...events: RescheduleEvent[]): RescheduleState {
  return events.reduce<RescheduleState>(rescheduleReducer, state);
}

export const sent: RescheduleEvent = { type: "sent", attemptUlid };
export const answered: RescheduleEvent = { type: "answered", attemptUlid, outcome: "moved" };
export const unanswered: RescheduleEvent = { type: "unanswered", input };
export const times = (known: TimesState): RescheduleEvent => ({ type: "timesRead", times: known });
export const ready = times({ kind: "answered" });
export const outcome = (read: MoveOutcome | null): RescheduleEvent => ({
  type: "outcomeRead",
  attemptUlid,
  outcome: read,
});
export const offline: RescheduleEvent = { type: "connectionChanged", isOnline: false };
export const online: RescheduleEvent = { type: "connectionChanged", isOnline: true };
