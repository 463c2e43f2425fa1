export { moveKindOf } from "./model/asking.ts";
export { type Answer, type DayState, dayStateOf } from "./model/day-state.ts";
export { drawnDays, type View } from "./model/drawn-days.ts";
export { type Meeting } from "./model/meeting.ts";
export { nextSteps } from "./model/next-steps.ts";
export { noonOf } from "./model/noon-of.ts";
export { type OfferedTimes } from "./model/offered-times.ts";
export { firstNameOf, type People, peopleOf, readerOf, theirDisplay } from "./model/people.ts";
export { type AvailabilityRange, rangeFor, spanOf } from "./model/range-for.ts";
export {
  initialState,
  isLocked,
  type RescheduleEvent,
  rescheduleReducer,
  type RescheduleState,
  type TimesState,
} from "./screen/reschedule-machine.ts";
export { type ScreenState, stateAfter } from "./screen/screen-state.ts";
export { selectIsMovedElsewhere, selectScreenState, selectTrouble } from "./screen/selectors.ts";
export { type Trouble } from "./screen/trouble.ts";
export {
  askedDay,
  parseUrlState,
  parseView,
  toQuery,
  toSearchParams,
  type UrlState,
} from "./screen/url-state.ts";
export {
  changedStarts,
  countGood,
  goneFrom,
  groupByPart,
  isConflict,
  isGood,
  isJudged,
  isPickable,
  nearestGood,
  type Part,
  type Slot,
  slotsOn,
  toSlots,
  visibleSlots,
} from "./slots/slots.ts";
