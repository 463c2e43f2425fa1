/** How long to wait; left out where the server cannot say. */
interface Wait {
  readonly retryAfterMs?: number;
  readonly reason?: string;
}

interface Reason {
  readonly reason?: string;
}

/** Who has to connect their Cal.com account. */
interface Who {
  readonly who?: "coach" | "mentee";
}

type NoDetails = Readonly<Record<string, never>>;

/** Every failure by its code, with the facts that come with it. */
export interface ReslotErrorDetails {
  UNAUTHENTICATED: { readonly scope?: string | null };
  ADDRESS_NEEDED: Reason;
  NOT_FOUND: NoDetails;
  /** What is wrong with each field. */
  INVALID_INPUT: Readonly<Record<string, string>>;
  END_MISMATCH: { readonly durationMinutes: number };
  IN_THE_PAST: Reason;
  NO_CHANGE: NoDetails;
  /** Where the meeting is by now. */
  BOOKING_CHANGED: Reason & {
    readonly version?: number;
    readonly startTime?: string;
    readonly endTime?: string;
  };
  RESCHEDULE_IN_PROGRESS: NoDetails;
  SLOT_TAKEN: Reason;
  MENTEE_CONFLICT: { readonly verdict?: "menteeBusy" | "outsideMenteeHours" | "menteeUnknown" };
  OUTSIDE_BOOKING_WINDOW: Reason;
  NOTICE_TOO_SHORT: Reason;
  RESCHEDULE_DISABLED: Reason;
  LIMIT_REACHED: Reason;
  UNSUPPORTED_BOOKING: Reason;
  GONE: Reason;
  TIME_ZONE_MISMATCH: {
    readonly timeZone: string;
    readonly seenWallClock: string;
    readonly serverWallClock: string;
    readonly seenOffset?: string | null;
    readonly serverOffset?: string;
  };
  CAL_NOT_CONNECTED: Who;
  CAL_RECONNECT_REQUIRED: Who;
  CAL_RATE_LIMITED: Wait;
  CAL_UNAVAILABLE: Wait;
  RATE_LIMITED: Wait;
  SERVICE_BUSY: Wait;
  FORBIDDEN_ORIGIN: NoDetails;
  IDEMPOTENCY_KEY_REUSED: NoDetails;
  INTERNAL: Reason;
  /** No usable answer; of a move: what came of it is not known, so repeat it with its `attemptUlid`. */
  UNREACHABLE: Wait & { readonly attemptUlid?: string };
}

export type ReslotErrorCode = keyof ReslotErrorDetails;

interface Failure {
  code: string;
  message: string;
  details?: Readonly<Record<string, unknown>>;
  httpStatus?: number | null;
  retryAfterMs?: number | null;
  cause?: unknown;
}

/** The one error that this package throws on purpose. Branch on `code`, never on `message`. */
export class ReslotError extends Error {
  override readonly name = "ReslotError";
  /** One of `ReslotErrorCode`, or one that a newer server knows. */
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** null where no answer arrived. */
  readonly httpStatus: number | null;
  /** When to ask again at the earliest; null where nothing says so. */
  readonly retryAfterMs: number | null;

  constructor(failure: Failure) {
    super(failure.message, { cause: failure.cause });
    this.code = failure.code;
    this.details = failure.details ?? {};
    this.httpStatus = failure.httpStatus ?? null;
    this.retryAfterMs = failure.retryAfterMs ?? null;
  }
}

/** A failure whose code is known, with its details. */
export type ReslotErrorOf<Code extends ReslotErrorCode> = Omit<ReslotError, "code" | "details"> & {
  readonly code: Code;
  readonly details: ReslotErrorDetails[Code];
};

/** Whether an error is Reslot's, and of this code if one is given: then `details` has its facts. */
export function isReslotError(error: unknown): error is ReslotError;
export function isReslotError<Code extends ReslotErrorCode>(
  error: unknown,
  code: Code,
): error is ReslotErrorOf<Code>;
export function isReslotError(error: unknown, code?: ReslotErrorCode): boolean {
  const isOurs = error instanceof Error && error.name === "ReslotError" && "code" in error;
  return isOurs && (code === undefined || error.code === code);
}
