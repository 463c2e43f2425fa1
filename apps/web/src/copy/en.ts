import { errors, nextSteps } from "./errors.ts";
import { frame } from "./frame.ts";
import { meeting, meetings } from "./meetings.ts";
import { notifications } from "./notifications.ts";
import { reschedule } from "./reschedule.ts";
import { result, review } from "./review.ts";
import { settings } from "./settings.ts";

/** Every word people read in English. Another language is another object of this type. */
export const en = {
  errors,
  nextSteps,
  frame,
  meeting,
  meetings,
  notifications,
  reschedule,
  review,
  result,
  settings,
} as const;
