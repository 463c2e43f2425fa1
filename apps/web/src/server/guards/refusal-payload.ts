import type { AppErrorCode, ErrorPayload } from "@reslot/api/errors";
import { errorMessage } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";

const words = messagesFor("en", "errors");

/** A refusal that the API never sees, in the API's own shape and words. */
export function refusalPayload(code: AppErrorCode): ErrorPayload {
  const message = errorMessage(words, { code, reader: { audience: "program" } });
  return { code, message, details: {} };
}
