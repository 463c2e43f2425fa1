export { expandSchedule } from "./expand-schedule.ts";
export { intersect } from "./intersect.ts";
export { type JudgedSlot, judgeSlots, type JudgeSlotsInput, type Verdict } from "./judge-slots.ts";
export { mutualAvailability, type PersonCalendar } from "./mutual-availability.ts";
export { normalize } from "./normalize.ts";
export { subtract } from "./subtract.ts";
export {
  type Suggestion,
  type SuggestionReason,
  suggestSlots,
  type SuggestSlotsInput,
} from "./suggest-slots.ts";
export { union } from "./union.ts";
export { type WeeklySchedule } from "./weekly-schedule.ts";
