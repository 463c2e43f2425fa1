import type { Actor } from "../app/actor.ts";
import type { AnswerInput } from "../booking/schemas.ts";
import type { Connections } from "../core/connection.ts";
import { answerRefusal, clashesOf, waitWords } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";
import { AppError } from "../core/errors/app-error.ts";
import type { AppErrorCode, ErrorDetails } from "../core/errors/payload.ts";
import { formatStart } from "../core/format-interval.ts";
import { toAppError } from "../core/errors/to-app-error.ts";
import type { Participant } from "../core/participant.ts";

const t = messagesFor("en", "answers");
const errors = messagesFor("en", "errors");

/** The coach's answer to one request. */
export interface Answer extends Participant {
  kind: "confirm" | "decline";
  actor: Actor;
  connections: Connections;
  input: AnswerInput;
}

/** An answer that was not given, in words for the coach. */
export function answerFailure(
  { booking }: Participant,
  code: AppErrorCode,
  { details = {}, cause }: { details?: ErrorDetails; cause?: unknown } = {},
): AppError {
  const display = { locale: "en", timeZone: booking.coach.timeZone ?? "UTC", isZoneNamed: true };
  const message = t(`refusals.${answerRefusal(code, details)}`, {
    name: booking.mentee.name,
    wait: waitWords(errors, details),
    ...clashesOf(details, (startTime) => formatStart(startTime, display)),
  });
  return new AppError(code, { message, details, ...(cause !== undefined && { cause }) });
}

/** Whatever stopped it, as `answerFailure`. */
export function toAnswerFailure(answer: Participant, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { code, details } = toAppError(cause);
  return answerFailure(answer, code, { details, cause });
}
