/** What a handler gets to know of the job it does. */
export interface JobRun {
  /** Which one of its kind; "" where there is only one. */
  key: string;
  /** Where the last run said that this one goes on; null at first. */
  cursor: string | null;
  /** 1, and one more after each failure. */
  tries: number;
}

/** Of work that never ends: when it is due anew, in ms from now, and where it goes on. */
export interface JobAgain {
  againMs: number;
  cursor?: string | null;
}

/** Does one job. Nothing means that it is over; a throw, that it is to be tried again. */
export type JobHandler = (run: JobRun) => Promise<JobAgain | void>;

/**
 * Who does which work when. A job is done at least once, by one worker at a time, also when a worker
 * dies over it. What the work is about stands in the tables of the work itself, and there it is
 * claimed row by row: to lose a job, or to do it twice, changes nothing but when.
 */
export interface Jobs {
  /** Says who does jobs of a kind. Before the first tick. */
  handle(kind: string, handler: JobHandler): void;
  /**
   * Makes a job due in `delayMs` (now). While one of the same kind and key waits, this changes
   * nothing; while one runs, it is done once more afterwards; one that was given up begins anew.
   */
  enqueue(job: { kind: string; key?: string; delayMs?: number }): Promise<void>;
  /**
   * Does what is due, of the kinds that are handled here, until nothing is left. Ticks may overlap.
   *
   * @returns how many jobs this tick did
   * @throws {Error} when the engine cannot be asked what is due
   */
  tick(): Promise<number>;
  /** Takes nothing more, and resolves when everything that runs here has ended. */
  stop(): Promise<void>;
}
