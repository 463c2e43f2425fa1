export { dayAfterKey } from "./day-after-key.ts";
export { indexAfterKey } from "./index-after-key.ts";
export { pickerKeys } from "./picker-keys.ts";
export { bindKeys, listenToKeys } from "./single-keys.ts";
export { useKeys } from "./use-keys.ts";
export { useMonthKeys } from "./use-month-keys.ts";
export { useRovingFocus } from "./use-roving-focus.ts";
export { weekAfterKey } from "./week-after-key.ts";
export { useWeekFocus } from "./use-week-focus.ts";
