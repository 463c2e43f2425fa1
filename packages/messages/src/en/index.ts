import { answers } from "./answers.ts";
import { broken } from "./broken.ts";
import { connectFirst } from "./reschedule/connect-first.ts";
import { errors } from "./errors.ts";
import { frame, keys, signIn } from "./frame.ts";
import { inputs } from "./inputs.ts";
import { meeting, meetings, notMovable } from "./meetings.ts";
import { moveSheet } from "./reschedule/move-sheet.ts";
import { email, headlines, notification, strangers, subjects } from "./notification.ts";
import { notifications } from "./notifications.ts";
import { pick, slots } from "./reschedule/pick.ts";
import { responses } from "./responses.ts";
import { refusal, result, review } from "./reschedule/review.ts";
import { series } from "./series.ts";
import { connect, mailSettings, ownData, profile, settings } from "./settings.ts";
import { sharing } from "./sharing.ts";
import { time } from "./time.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { zone } from "./zone.ts";

/** Everything in English, in ICU MessageFormat. Another language has the same keys and arguments. */
export const en = {
  answers,
  broken,
  connect,
  connectFirst,
  email,
  errors,
  frame,
  headlines,
  inputs,
  keys,
  mailSettings,
  meeting,
  meetings,
  moveSheet,
  notification,
  notifications,
  notMovable,
  ownData,
  pick,
  profile,
  refusal,
  responses,
  result,
  review,
  series,
  settings,
  sharing,
  signIn,
  slots,
  strangers,
  subjects,
  time,
  unsubscribe,
  zone,
} as const;
