import {
  initialState,
  type Meeting,
  type RescheduleEvent,
  rescheduleReducer,
  selectScreenState,
} from "@reslot/react";
import { bindKeys, dayAfterKey, indexAfterKey } from "@reslot/react/keyboard";

/** A calendar of your own, drawn with anything: the state is a value, and keys are functions. */
export function ownCalendar(meeting: Meeting, starts: readonly number[]) {
  let state = initialState({ query: "?d=2026-12-15", booking: meeting });
  let index = 0;
  const send = (event: RescheduleEvent) => {
    state = rescheduleReducer(state, event);
  };
  const unbind = bindKeys({ t: () => send({ type: "daySelected", day: "2026-12-09" }) });
  return {
    send,
    unbind,
    screen: () => selectScreenState(state),
    address: () => state.asked?.query ?? null,
    /** An arrow in the month. */
    pressInMonth(event: { key: string; shiftKey: boolean }) {
      const day = dayAfterKey(event, state.focusedDay ?? "2026-12-15");
      if (day !== null) send({ type: "dayFocused", day });
      return state.focusedDay;
    },
    /** An arrow in the list of times, or Enter on one of them. */
    pressInTimes(key: string) {
      index = indexAfterKey(key, { index, count: starts.length }) ?? index;
      const start = starts[index];
      if (key === "Enter" && start !== undefined) {
        send({ type: "timeChosen", start, day: "2026-12-15" });
      }
    },
  };
}
