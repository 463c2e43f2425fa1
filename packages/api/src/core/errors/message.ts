import { errorMessage, type Failure } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";

const words = messagesFor("en", "errors");

/** The only place where the API words a failure: what happened, whether the meeting moved, what to do next. */
export function messageOf(failure: Failure): string {
  return errorMessage(words, failure);
}
