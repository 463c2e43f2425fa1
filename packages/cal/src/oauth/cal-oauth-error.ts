/** Everything that can go wrong while getting tokens; branch on this, never on a message. */
export type CalOAuthErrorCode =
  | "INVALID_GRANT" // code or refresh token expired, used or revoked: the person connects again
  | "INVALID_CLIENT" // client id, secret or approval refused: our configuration
  | "INVALID_REQUEST" // Cal.com does not accept what we sent: our bug or configuration
  | "ACCESS_DENIED" // the person said no on the consent page
  | "STATE_MISMATCH" // a callback that does not belong to this request: forged, or an old one
  | "RATE_LIMITED" // see retryAfterMs
  | "SERVER_ERROR" // 5xx, or Cal.com says that it failed
  | "UNREACHABLE" // sent, but no complete answer came back
  | "NOT_SENT" // never reached Cal.com
  | "UNEXPECTED_RESPONSE"; // an answer or a callback that is none of Cal.com's known ones

export interface CalOAuthErrorOptions {
  /** "authorize", "exchange" or "refresh". */
  readonly operation?: CalOAuthOperation;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly reason?: string | undefined;
}

export type CalOAuthOperation = "authorize" | "exchange" | "refresh";

const unknownForGrants: ReadonlySet<CalOAuthErrorCode> = new Set([
  "SERVER_ERROR",
  "UNREACHABLE",
  "UNEXPECTED_RESPONSE",
]);

/**
 * The one error of this module. Its message is a fixed text of ours: no token, code, verifier,
 * secret, address or text of an answer is in `message`, `reason` or `cause`.
 */
export class CalOAuthError extends Error {
  /** By name: a bundler makes one copy of this class for pages and one for routes, and objects cross. */
  static override [Symbol.hasInstance](value: unknown): value is CalOAuthError {
    return value instanceof Error && value.name === "CalOAuthError";
  }

  override readonly name = "CalOAuthError";
  readonly code: CalOAuthErrorCode;
  readonly operation: CalOAuthOperation | undefined;
  /** HTTP status; undefined when no answer arrived. */
  readonly status: number | undefined;
  /** Cal.com's id of the request, for its support team. */
  readonly requestId: string | undefined;
  /** How long to wait before a retry, in milliseconds from the answer; 1 to 60 seconds. */
  readonly retryAfterMs: number | undefined;
  /** One of Cal.com's known descriptions, a system error code such as "ECONNRESET", or our own word. */
  readonly reason: string | undefined;

  constructor(code: CalOAuthErrorCode, options: CalOAuthErrorOptions = {}) {
    super(describe(code, options));
    this.code = code;
    this.operation = options.operation;
    this.status = options.status;
    this.requestId = options.requestId;
    this.retryAfterMs = options.retryAfterMs;
    this.reason = options.reason;
  }

  /**
   * True when Cal.com may have used up the code or refresh token although no new tokens arrived.
   * The old access token stays valid until it expires; a later INVALID_GRANT proves that it was.
   */
  get outcomeUnknown(): boolean {
    return this.operation !== "authorize" && unknownForGrants.has(this.code);
  }
}

function describe(code: CalOAuthErrorCode, options: CalOAuthErrorOptions): string {
  const where = options.operation === undefined ? "oauth" : `oauth.${options.operation}`;
  const status = options.status === undefined ? "" : ` with status ${options.status}`;
  const reason = options.reason === undefined ? "" : ` (${options.reason})`;
  return `${where} failed${status}: ${code}${reason}`;
}
