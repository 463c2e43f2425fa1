import { type CalErrorCode, type CalErrorDetails } from "./cal-error.ts";
import { type CalErrorBody } from "./error-body.ts";

/** The meaning of an answer: a code, and the facts in its text. */
export interface MappedAnswer {
  readonly code: CalErrorCode;
  readonly details?: CalErrorDetails;
}

type Rule = readonly [pattern: RegExp, code: CalErrorCode];

// Cal.com has no stable error codes: the status and a part of its message decide together.
const refusalRules: readonly Rule[] = [
  [/rescheduled already/i, "ALREADY_RESCHEDULED"],
  [/has been cancelled|cancelled_bookings_cannot_be_rescheduled/i, "BOOKING_CANCELLED"],
  [/already has booking at this time|no_available_users_found/i, "SLOT_UNAVAILABLE"],
  [/a meeting in the past/i, "IN_THE_PAST"],
  [/can't be booked at the "start" time|booking_time_out_of_bounds/i, "OUT_OF_BOUNDS"],
  [/minimum notice period/i, "NOTICE_TOO_SHORT"],
  [/limit_reached|limit reached/i, "LIMIT_REACHED"],
];

const unauthorizedRules: readonly Rule[] = [
  [/limit_reached|limit reached/i, "LIMIT_REACHED"],
  [/do not belong to you|can only be used for authenticated/i, "FORBIDDEN"],
  [/api key|access.?token|authentication method|ApiAuthStrategy|^unauthorized$/i, "TOKEN_INVALID"],
];

/**
 * Gives an unsuccessful answer its code, from its HTTP status and, where the body is one of
 * Cal.com's own, its text. `body` is null for answers that are not.
 *
 * A 401 means an invalid token only when its text says so: foreign calendar credentials and booking
 * limits are refused with 401 too. 404 "Cannot GET …" is a route that the version header does not
 * have, hence our mistake and no missing booking.
 *
 * Source: recorded answers of a 2026-01 server; hosted documentation for 403 and 401 limits.
 */
export function mapAnswer(status: number, body: CalErrorBody | null): MappedAnswer {
  if (status === 429) return { code: "RATE_LIMITED" };
  if (status >= 500) return { code: "SERVER_ERROR" };
  if (status === 498) return { code: "TOKEN_INVALID" };
  if (!body || status < 400) return { code: "UNEXPECTED_RESPONSE" };
  return statusRules[status]?.(body) ?? { code: "INVALID_REQUEST" };
}

const statusRules: Readonly<Record<number, (body: CalErrorBody) => MappedAnswer>> = {
  400: ({ message }) => mapBadRequest(message),
  401: (body) => ({ code: mapUnauthorized(body) }),
  403: ({ message }) => ({ code: firstMatch(refusalRules, message) ?? "FORBIDDEN" }),
  404: ({ message }) => ({
    code: /^Cannot [A-Z]+ \//.test(message) ? "INVALID_REQUEST" : "NOT_FOUND",
  }),
  409: () => ({ code: "CONFLICT" }),
  422: ({ message }) => ({
    code: /already/i.test(message) ? "SLOT_UNAVAILABLE" : "INVALID_REQUEST",
  }),
};

function mapBadRequest(message: string): MappedAnswer {
  const code = firstMatch(refusalRules, message) ?? "INVALID_REQUEST";
  if (code !== "ALREADY_RESCHEDULED") return { code };
  const successorUid = /to booking with uid=([\w-]+)/.exec(message)?.[1];
  return successorUid === undefined ? { code } : { code, details: { successorUid } };
}

function mapUnauthorized(body: CalErrorBody): CalErrorCode {
  if (body.code === "TRPCError") return "FORBIDDEN";
  return firstMatch(unauthorizedRules, body.message) ?? "FORBIDDEN";
}

function firstMatch(rules: readonly Rule[], message: string): CalErrorCode | undefined {
  return rules.find(([pattern]) => pattern.test(message))?.[1];
}
