import { errors, nextSteps } from "./errors.ts";
import { frame } from "./frame.ts";
import { meeting } from "./meetings.ts";
import { reschedule } from "./reschedule.ts";
import { result, review } from "./review.ts";

/** Every word people read in English. Another language is another object of this type. */
export const en = {
  errors,
  nextSteps,
  frame,
  meeting,
  reschedule,
  review,
  result,
} as const;
