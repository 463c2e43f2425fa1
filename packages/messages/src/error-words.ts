import type { Catalogue, Translate } from "./types.ts";

/** Every failure that has words. */
export type ErrorCode = keyof Catalogue["errors"]["codes"];

/** Who reads it. Names are known where the role is. */
export type Reader =
  | { audience: "coach" | "mentee"; coach: string; mentee: string }
  /** A person whose role does not matter, or a caller of the API. */
  | { audience: "person" | "program" };

export interface Failure {
  code: ErrorCode;
  reader: Reader;
  /** The facts that travel with the code. */
  details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Which variant of the code it is, where the details do not say. */
  kind?: ErrorKind;
  /** When the meeting is, formatted for the reader; left out where that is not known. */
  when?: string;
}

export type ErrorKind = "move" | "moves" | "noEventType" | "notification" | "operation" | "person";

export interface ErrorWords {
  /** What happened; a heading, without a full stop. */
  what: string;
  /** Whether the meeting moved, or null where `what` says it. */
  outcome: string | null;
  next: string | null;
}

type Words = Translate<"errors">;

/** A failure in words, part by part, for places that lay them out themselves. */
export function errorWords(t: Words, failure: Failure): ErrorWords {
  const { code } = failure;
  const kind = kindOf(failure);
  const values = { ...namesOf(failure.reader), ...factsOf(t, failure), kind };
  const isFinal = finalKinds.has(kind);
  return {
    what: t(`codes.${code}.what`, values),
    outcome: isFinal ? null : outcomeOf(t, failure),
    next: isFinal ? null : t(`codes.${code}.next`, values),
  };
}

/** What happened, whether the meeting moved, and what to do next. */
export function errorMessage(t: Words, failure: Failure): string {
  const { what, outcome, next } = errorWords(t, failure);
  return [t("sentence", { what }), outcome, next].filter((sentence) => sentence !== null).join(" ");
}

/** Nothing can be done about these. */
const finalKinds: ReadonlySet<string> = new Set(["past", "cancelled", "rejected", "noEventType"]);

function kindOf({ kind, details = {}, reader }: Failure): string {
  if (kind) return kind;
  if (typeof details["who"] === "string") {
    return details["who"] === reader.audience ? "own" : "theirs";
  }
  if (details["scope"] !== undefined) return details["scope"] === null ? "noScope" : "scope";
  return String(details["reason"] ?? details["verdict"] ?? "none");
}

function namesOf(reader: Reader) {
  const { audience } = reader;
  if (!("coach" in reader)) return { audience, coach: "", mentee: "", other: "" };
  const { coach, mentee } = reader;
  return { audience, coach, mentee, other: audience === "coach" ? mentee : coach };
}

function factsOf(t: Words, { details = {} }: Failure) {
  return { scope: String(details["scope"] ?? ""), wait: waitWords(t, details) };
}

/** How long to wait, for a sentence with "in"; a minute where no `retryAfterMs` travels with the code. */
export function waitWords(
  t: Words,
  { retryAfterMs }: Readonly<Record<string, unknown>> = {},
): string {
  if (typeof retryAfterMs !== "number") return t("wait.aMinute");
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds < 90) return t("wait.seconds", { count: seconds });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return t("wait.minutes", { count: minutes });
  const hours = Math.ceil(minutes / 60);
  return hours <= 36
    ? t("wait.hours", { count: hours })
    : t("wait.days", { count: Math.ceil(hours / 24) });
}

/** `notMoved` and the two `stays` say where the meeting is, where that is known; they differ where it is not. */
type Outcome = "notMoved" | "stays" | "staysIfKnown" | "isNow" | "moveNotMade" | "nothingChanged";

function outcomeOf(t: Words, { code, when, reader: { audience } }: Failure): string | null {
  const outcome = outcomes[code];
  switch (outcome) {
    case "notMoved":
      return when === undefined ? t("outcome.notMoved") : t("outcome.stays", { when });
    case "stays":
      return when === undefined ? t("outcome.nothingChanged") : t("outcome.stays", { when });
    case "staysIfKnown":
      return when === undefined ? null : t("outcome.stays", { when });
    case "isNow":
      return when === undefined
        ? t("outcome.moveNotMade", { audience })
        : t("outcome.isNow", { when });
    case "moveNotMade":
      return t("outcome.moveNotMade", { audience });
    case "nothingChanged":
      return t("outcome.nothingChanged");
    case null:
      return null;
  }
}

const outcomes: Readonly<Record<ErrorCode, Outcome | null>> = {
  UNAUTHENTICATED: "nothingChanged",
  ADDRESS_NEEDED: "nothingChanged",
  NOT_FOUND: "nothingChanged",
  INVALID_INPUT: "nothingChanged",
  END_MISMATCH: "notMoved",
  IN_THE_PAST: "notMoved",
  NO_CHANGE: "nothingChanged",
  BOOKING_CHANGED: "isNow",
  RESCHEDULE_IN_PROGRESS: "moveNotMade",
  SLOT_TAKEN: "notMoved",
  MENTEE_CONFLICT: "notMoved",
  OUTSIDE_BOOKING_WINDOW: "notMoved",
  NOTICE_TOO_SHORT: "notMoved",
  RESCHEDULE_DISABLED: "notMoved",
  LIMIT_REACHED: "notMoved",
  UNSUPPORTED_BOOKING: "notMoved",
  GONE: "moveNotMade",
  TIME_ZONE_MISMATCH: "notMoved",
  CAL_NOT_CONNECTED: "notMoved",
  CAL_RECONNECT_REQUIRED: "notMoved",
  CAL_RATE_LIMITED: "stays",
  CAL_UNAVAILABLE: "stays",
  // It also ends a mere look, of which "nothing was changed" would say nothing.
  SERVICE_BUSY: "staysIfKnown",
  RATE_LIMITED: "stays",
  FORBIDDEN_ORIGIN: "nothingChanged",
  IDEMPOTENCY_KEY_REUSED: "moveNotMade",
  // It may have happened before or after a move.
  INTERNAL: null,
};
