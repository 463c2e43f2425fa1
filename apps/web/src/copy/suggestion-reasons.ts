import type { SuggestionReason } from "@reslot/cal/availability";

/** Why a time is suggested, in a few words. */
export const suggestionReasons: Readonly<Record<SuggestionReason, string>> = {
  sameWeekday: "Same weekday",
  sameTime: "Same time of day",
  closeToOriginal: "Close to the time you had",
  daytimeForBoth: "Daytime for both",
  keepsCadence: "Keeps your rhythm",
  notBackToBack: "Room before and after",
  soonest: "The soonest",
};
