/** Everything that can go wrong between us and Cal.com; branch on this, never on a message. */
export type CalErrorCode =
  | "TOKEN_INVALID" // the key or access token is refused: refresh it or reconnect
  | "FORBIDDEN" // the token is valid, but not for this
  | "NOT_FOUND"
  | "ALREADY_RESCHEDULED" // details.successorUid names the booking that replaced it
  | "BOOKING_CANCELLED"
  | "SLOT_UNAVAILABLE" // taken, or outside the host's hours: Cal.com gives one answer for both
  | "IN_THE_PAST"
  | "OUT_OF_BOUNDS" // sooner than the notice or beyond the booking window of the event type
  | "NOTICE_TOO_SHORT" // too close to the old start to be moved by an attendee
  | "CONFLICT" // another booking took the slot at the same moment
  | "LIMIT_REACHED" // booking or duration limit of the event type
  | "RATE_LIMITED" // see retryAfterMs
  | "HELD_BACK" // not sent: the client's own budget has none left, or too many calls wait, see retryAfterMs
  | "INVALID_REQUEST" // Cal.com does not accept what we sent; our bug
  | "SERVER_ERROR" // 5xx
  | "UNREACHABLE" // sent, but no complete answer came back
  | "NOT_SENT" // never reached Cal.com
  | "UNEXPECTED_RESPONSE"; // an answer that is none of Cal.com's known ones

/** Small machine-readable facts; never text from an answer, never a token. */
export interface CalErrorDetails {
  /** With ALREADY_RESCHEDULED: the uid of the booking that took the old one's place. */
  readonly successorUid?: string;
  /** Why no usable answer came, such as "timeout", "ECONNRESET", "breakerOpen", "bodyTooLarge". */
  readonly reason?: string;
}

export interface CalErrorOptions {
  /** The client operation, such as "bookings.reschedule". */
  readonly operation?: string;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly details?: CalErrorDetails | undefined;
  /** Whether the request could have changed something at Cal.com. */
  readonly isWrite?: boolean | undefined;
  readonly answered?: boolean | undefined;
}

const unknownForWrites: ReadonlySet<CalErrorCode> = new Set([
  "SERVER_ERROR",
  "UNREACHABLE",
  "UNEXPECTED_RESPONSE",
]);

/**
 * The one error this package throws on purpose. Its message is a fixed text of ours: neither
 * tokens, booking uids, addresses nor response bodies are in `message` or `cause`.
 */
export class CalError extends Error {
  /** By name: a bundler makes one copy of this class for pages and one for routes, and objects cross. */
  static override [Symbol.hasInstance](value: unknown): value is CalError {
    return value instanceof Error && value.name === "CalError";
  }

  override readonly name = "CalError";
  readonly code: CalErrorCode;
  /** HTTP status; undefined when no answer arrived. */
  readonly status: number | undefined;
  /** Cal.com's id of the request, for its support team. */
  readonly requestId: string | undefined;
  /** How long to wait before a retry, in milliseconds from the answer; 1 to 60 seconds. */
  readonly retryAfterMs: number | undefined;
  readonly details: CalErrorDetails | undefined;
  /**
   * True when Cal.com itself answered, in one of its own shapes, so that its handler has finished.
   * False for timeouts, resets, HTML pages and gateway statuses (502, 503, 504).
   */
  readonly answered: boolean;
  readonly #isWrite: boolean;

  constructor(code: CalErrorCode, options: CalErrorOptions = {}) {
    super(describe(code, options));
    this.code = code;
    this.status = options.status;
    this.requestId = options.requestId;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details;
    this.answered = options.answered ?? false;
    this.#isWrite = options.isWrite ?? false;
  }

  /**
   * True when Cal.com may have carried out a write although no success was seen: only reading
   * the booking again can tell. Always false for reads.
   */
  get outcomeUnknown(): boolean {
    return this.#isWrite && unknownForWrites.has(this.code);
  }
}

function describe(code: CalErrorCode, options: CalErrorOptions): string {
  const where = options.operation ?? "Cal.com";
  const status = options.status === undefined ? "" : ` with status ${options.status}`;
  const reason = options.details?.reason === undefined ? "" : ` (${options.details.reason})`;
  return `${where} failed${status}: ${code}${reason}`;
}
