import type { RescheduleStatus } from "@reslot/api";
import type { AppErrorCode } from "@reslot/api/errors";
import { type ScreenState, stateAfter } from "@/features/reschedule/model/screen-state.ts";
import type { Trouble } from "@/features/reschedule/model/trouble.ts";
import { isOwnMove, type RescheduleState } from "./reschedule-machine.ts";

/** The last refusal: of a move from here, or the one that the address names. */
export function selectTrouble({ trouble, url }: RescheduleState): Trouble | null {
  if (trouble) return trouble;
  return url.error && { code: url.error, details: {}, start: url.slot };
}

/** Whether the step before a move should say that someone else has moved the meeting. */
export function selectIsMovedElsewhere(state: RescheduleState): boolean {
  return state.isMovedElsewhere && !isOwnMove(state);
}

/** What the API has answered so far about what the step shows. */
interface Answers {
  readonly hasTimes?: boolean;
  /** Why the times cannot be read. */
  readonly unreadable?: AppErrorCode | null;
  /** The outcome of the move in the address; undefined while loading, null when there is no such move. */
  readonly status?: RescheduleStatus | null | undefined;
}

/** Which of its twelve states the screen is in; `idle` is for the page before its scripts run. */
export function selectScreenState(state: RescheduleState, answers: Answers): ScreenState {
  switch (state.step) {
    case "notMovable":
      return state.reason === "coachNotConnected" ? "reconnect" : "policyBlocked";
    case "result":
      return stateOfResult(answers.status);
    case "review":
    case "pick":
      return stateOfChoice(state, answers);
  }
}

function stateOfResult(status: Answers["status"]): ScreenState {
  if (status === undefined) return "loading";
  if (status === null) return "failed";
  return status.outcome === "moved" ? "done" : status.outcome;
}

function stateOfChoice(state: RescheduleState, { hasTimes, unreadable }: Answers): ScreenState {
  const trouble = selectTrouble(state);
  if (state.sent) return "committing";
  if (trouble) return stateAfter(trouble.code);
  if (state.step === "review") return "review";
  if (hasTimes) return "ready";
  return unreadable ? stateAfter(unreadable) : "loading";
}
