/** Facts of a span or a measurement: names and codes of ours, numbers; never what people wrote or are called. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** What is timed: a call of a procedure, a call to Cal.com, a question to the database, a job, a round of jobs. */
type SpanName = `${"rpc" | "cal" | "db" | "job"} ${string}` | "tick";

/** What is counted. */
type CounterName =
  /** Attempts that came to an end here, by `state` and `actor`. */
  | "reslot.attempts.settled"
  /** Error lines, by `context`. */
  | "reslot.errors"
  /** Calls that were answered RATE_LIMITED, by `kind`. */
  | "reslot.rate_limited";

/** What is measured, in seconds. */
type DurationName =
  /** By `operation` and `outcome`: Cal.com's status, or "noAnswer". */
  | "reslot.cal.duration"
  /** By `procedure` and `code`: "OK" or the code of the refusal. */
  | "reslot.rpc.duration"
  /** By `kind` and `ok`. */
  | "reslot.job.duration";

/** What stands waiting, as the database has it when it is asked. */
export interface Backlog {
  attemptsInFlight: number;
  /** Of the oldest, in seconds; 0 when there is none. */
  oldestAttemptSeconds: number;
  attemptsNeedingHuman: number;
  mailsWaiting: number;
  oldestMailSeconds: number;
  mailsGivenUp: number;
}

/** Adds facts to the span that is being timed; later ones win. */
type Note = (attributes: Attributes) => void;

/**
 * Where traces and measurements go. `noTelemetry` unless an operator wants them: nothing is loaded,
 * and nothing leaves.
 */
export interface Telemetry {
  /** Times `run` as a span, inside the one it is called in. What `run` throws marks it as failed and is thrown on. */
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
