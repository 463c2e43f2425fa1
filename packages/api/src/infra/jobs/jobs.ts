/**
 * How soon a job has to run. `urgent`: a person waits for the outcome of a move, a mail, or a change
 * made in Cal.com. `sync`: reads whole lists. `upkeep`: any time will do. Each class has places of its
 * own in every process, so that no class waits behind another.
 */
export type JobClass = "urgent" | "sync" | "upkeep";

/** What a handler learns of the job it runs. */
export interface JobRun {
  /** Which one of its kind; "" where there is only one. */
  key: string;
  /** Where the previous run said that this one starts; null at first. */
  cursor: string | null;
  /** 1, and one more after each failure. */
  tries: number;
  /** Aborted when the process stops: a long run ends at the next point where nothing is lost. */
  signal: AbortSignal;
}

/** For a recurring job: when it is due again, in ms from now, and where it starts then. */
export interface JobAgain {
  againMs: number;
  cursor?: string | null;
}

/** Runs one job. Returning nothing ends it; throwing retries it. */
export type JobHandler = (run: JobRun) => Promise<JobAgain | void>;

/**
 * Schedules work. A job runs at least once, on one worker at a time, even if a worker dies during it.
 * The work itself is kept in its own tables and claimed there row by row, so losing a job, or
 * running it twice, only changes when the work is done.
 */
export interface Jobs {
  /** Registers the handler for jobs of a kind, and its class. Before the first tick. */
  handle(job: { kind: string; class: JobClass }, handler: JobHandler): void;
  /**
   * Makes a job due in `delayMs` (now by default). While one of the same kind and key waits, this
   * changes nothing; while one runs, it runs once more afterwards; one that was given up starts again.
   */
  enqueue(job: { kind: string; key?: string; delayMs?: number }): Promise<void>;
  /**
   * Runs the due jobs of the kinds handled here until none is left. Ticks may overlap.
   *
   * @param enough when it is aborted, this tick claims no more; those that run come to their end
   * @returns how many jobs this tick ran
   * @throws {Error} when the engine cannot be asked what is due
   */
  tick(enough?: AbortSignal): Promise<number>;
  /** Claims no more jobs, and resolves when everything that runs here has ended. */
  stop(): Promise<void>;
}
