export { closedDays } from "./closed-days.ts";
export { commitOrder, type CommitOrder, type PlannedMove } from "./commit-order.ts";
export { expandSchedule } from "./expand-schedule.ts";
export { intersect } from "./intersect.ts";
export { type Interval } from "../time/interval.ts";
export { type JudgedSlot, judgeSlots, type Verdict } from "./judge-slots.ts";
export { mutualAvailability } from "./mutual-availability.ts";
export { normalize } from "./normalize.ts";
export { subtract } from "./subtract.ts";
export {
  type MeetingToPlan,
  type Plan,
  type PlanItem,
  type PlanMovesInput,
  type ProposedTime,
  type StuckHelp,
  type StuckReason,
} from "./plan/plan.ts";
export { planMoves } from "./plan/plan-moves.ts";
export { type SuggestionReason } from "./rate-starts.ts";
export { type Suggestion, suggestSlots } from "./suggest-slots.ts";
export { union } from "./union.ts";
export { withoutMeeting } from "./without-meeting.ts";
export { type WeeklySchedule } from "./weekly-schedule.ts";
