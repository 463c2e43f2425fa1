import type { Preferences } from "@reslot/db";

/** Of a person who has chosen nothing. */
export const nothingChosen: Preferences = {
  locale: "auto",
  deviceLocale: null,
  hourCycle: "auto",
  weekStart: null,
  singleKeys: true,
  mailMoved: true,
  mailOffered: true,
  mailReminders: true,
};
