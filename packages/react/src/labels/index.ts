export { dayFacts } from "./day-facts.ts";
export {
  dayLabel,
  daysSummary,
  type DaysView,
  daysView,
  dayWords,
  nextFrom,
  rangeLabel,
  stateOf,
  whyEmpty,
} from "./days-view.ts";
export { hiddenHoursLabel } from "./hidden-hours-label.ts";
export { heardWords, seenWords, slotLabel } from "./slot-words.ts";
