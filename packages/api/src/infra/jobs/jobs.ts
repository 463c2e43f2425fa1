/** What a handler learns of the job it runs. */
interface JobRun {
  /** Which one of its kind; "" where there is only one. */
  key: string;
  /** Where the previous run said that this one starts; null at first. */
  cursor: string | null;
  /** 1, and one more after each failure. */
  tries: number;
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
  /** Registers the handler for jobs of a kind. Before the first tick. */
  handle(kind: string, handler: JobHandler): void;
  /**
   * Makes a job due in `delayMs` (now by default). While one of the same kind and key waits, this
   * changes nothing; while one runs, it runs once more afterwards; one that was given up starts again.
   */
  enqueue(job: { kind: string; key?: string; delayMs?: number }): Promise<void>;
  /**
   * Runs the due jobs of the kinds handled here until none is left. Ticks may overlap.
   *
   * @returns how many jobs this tick ran
   * @throws {Error} when the engine cannot be asked what is due
   */
  tick(): Promise<number>;
  /** Claims no more jobs, and resolves when everything that runs here has ended. */
  stop(): Promise<void>;
}
