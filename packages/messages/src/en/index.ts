import { errors } from "./errors.ts";
import { broken, frame, signIn } from "./frame.ts";
import { inputs } from "./inputs.ts";
import { email, notification } from "./notification.ts";
import { time } from "./time.ts";
import { zone } from "./zone.ts";

/** Everything in English, in ICU MessageFormat. Another language has the same keys and arguments. */
export const en = {
  broken,
  email,
  errors,
  frame,
  inputs,
  notification,
  signIn,
  time,
  zone,
} as const;
