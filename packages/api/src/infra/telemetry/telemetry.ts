/** Attributes of a span or a metric: our own names and codes, and numbers; never names or text of people. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** What gets a span: a procedure, a call to Cal.com, a database query, a job, a tick. */
type SpanName = `${"rpc" | "cal" | "db" | "job"} ${string}` | "tick";

/** What is counted. */
type CounterName =
  /** Attempts settled by this process, by `state` and `actor`. */
  | "reslot.attempts.settled"
  /** Calls to Cal.com that were sent or held back by our own budgets, by `purpose` and `outcome`. */
  | "reslot.cal.budget"
  /** Answers of Cal.com that a credential is refused for a while, by `purpose`. */
  | "reslot.cal.blocked"
  /** Rows of Cal.com's answers that could not be read, by `operation` and `reason`: a field's name. */
  | "reslot.cal.rows_skipped"
  /** Error lines, by `context`. */
  | "reslot.errors"
  /** Calls that were answered RATE_LIMITED, by `kind`; SERVICE_BUSY where it is we who have too much: "readBulkhead", "stream". */
  | "reslot.rate_limited"
  /**
   * Webhooks of Cal.com, by `outcome`: "refused" unsigned, "ignored" unusable, "repeated", "received";
   * then "applied", "recorded" before, "coalesced" into a sync of the account, "foreign" bookings,
   * "notFound", "ended".
   */
  | "reslot.cal.webhooks";

/** What is measured, in seconds. */
type DurationName =
  /** By `operation` and `outcome`: Cal.com's status, or "noAnswer". */
  | "reslot.cal.duration"
  /** By `procedure` and `code`: "OK" or the code of the refusal. */
  | "reslot.rpc.duration"
  /** By `kind` and `ok`. */
  | "reslot.job.duration"
  /**
   * How late a booking was read whose coach is not connected, by `outcome`: "read", "missing" at Cal.com,
   * "moving", "heldBack" by our budget, "failed".
   */
  | "reslot.sync.unconnected.delay";

/** What is waiting in the database at the time of the query. */
export interface Backlog {
  attemptsInFlight: number;
  /** Of the oldest, in seconds; 0 when there is none. */
  oldestAttemptSeconds: number;
  attemptsNeedingHuman: number;
  mailsWaiting: number;
  oldestMailSeconds: number;
  mailsGivenUp: number;
  /** How late the connected account is that has waited longest for its promised sync; null without any account. */
  syncLagSeconds: number | null;
  /** Rows of the connected accounts' bookings that could not be read then. */
  skippedRows: number;
  /** Credentials that Cal.com refuses for now. */
  credentialsBlocked: number;
}

/** Adds attributes to the current span; later ones win. */
type Note = (attributes: Attributes) => void;

/**
 * Where traces and measurements go. `noTelemetry` unless an operator wants them: nothing is loaded,
 * and nothing leaves.
 */
export interface Telemetry {
  /** Runs `run` in a span, nested in the current one. What it throws marks the span as failed and is rethrown. */
  span<T>(name: SpanName, attributes: Attributes, run: (note: Note) => Promise<T>): Promise<T>;
  count(name: CounterName, attributes: Attributes): void;
  duration(name: DurationName, seconds: number, attributes: Attributes): void;
  /** Reads the backlog whenever measurements are sent. */
  watchBacklog(read: () => Promise<Backlog>): void;
  /** Sends what is left. */
  stop(): Promise<void>;
}

const ignore: Note = () => undefined;

export const noTelemetry: Telemetry = {
  span: (_name, _attributes, run) => run(ignore),
  count: () => undefined,
  duration: () => undefined,
  watchBacklog: () => undefined,
  stop: () => Promise.resolve(),
};
