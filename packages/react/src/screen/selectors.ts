import { isOwnMove, type RescheduleState } from "./reschedule-machine.ts";
import { type ScreenState, stateAfter } from "./screen-state.ts";
import type { Trouble } from "./trouble.ts";

/** The last refusal: of a move from here, or the one that the address names. */
export function selectTrouble({ trouble, url }: RescheduleState): Trouble | null {
  if (trouble) return trouble;
  // The address does not say whether a time was taken.
  const details = url.error === "SLOT_TAKEN" ? { reason: "notOffered" } : {};
  return url.error && { code: url.error, details, start: url.slot };
}

/** Whether the step before a move should say that someone else has moved the meeting. */
export function selectIsMovedElsewhere(state: RescheduleState): boolean {
  return state.isMovedElsewhere && !isOwnMove(state);
}

/** Which of its states the screen is in; `idle` is for the page before its scripts run. */
export function selectScreenState(state: RescheduleState): ScreenState {
  switch (state.step) {
    case "notMovable":
      return state.reason === "coachNotConnected" ? "reconnect" : "policyBlocked";
    case "result":
      return stateOfResult(state);
    case "review":
    case "pick":
      return stateOfChoice(state);
  }
}

function stateOfResult({ outcome, url }: RescheduleState): ScreenState {
  if (outcome === null || outcome.attemptUlid !== url.attempt) return "loading";
  if (outcome.outcome === null) return "failed";
  return outcome.outcome === "moved" ? "done" : outcome.outcome;
}

function stateOfChoice(state: RescheduleState): ScreenState {
  const trouble = selectTrouble(state);
  if (state.sent) return "committing";
  if (trouble) return stateAfter(trouble.code);
  if (!state.isOnline) return "offline";
  return state.step === "review" ? "review" : stateOfTimes(state);
}

function stateOfTimes({ times, url }: RescheduleState): ScreenState {
  switch (times.kind) {
    case "checking":
      return "loading";
    case "failed":
      return stateAfter(times.code);
    case "answered":
      return url.slot === null ? "ready" : "chosen";
  }
}
