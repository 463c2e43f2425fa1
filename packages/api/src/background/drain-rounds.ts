import { secondMs } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";
import type { JobAgain, JobRun, Jobs } from "../infra/jobs/jobs.ts";
import { withTimeout } from "../infra/with-timeout.ts";

/** How many lanes of one kind a process runs at a time. */
const lanesPerProcess = 4;
/** A run ends after this long, and continues as a new one: a worker that stops waits for it. */
const maxRunMs = 10 * secondMs;
/** A round that takes longer leaves what came after it to another lane. */
const slowRoundMs = secondMs;

/** One round: claims a few rows, works on them at the same time, and gives how many those were. */
type Round = () => Promise<number>;

/**
 * A job that makes rounds until nothing is due. While there is a backlog, or a round is slow, it
 * enqueues itself under the next key, which any worker takes: the more workers, the more rounds at the
 * same time. Rows are claimed one by one, so rounds never meet.
 */
export function drainRounds(
  { clock }: Needs<"clock">,
  { kind, jobs, round }: { kind: string; jobs: Pick<Jobs, "enqueue">; round: Round },
): (run: JobRun) => Promise<Partial<JobAgain> | null> {
  let running = 0;

  const drain = async (signal: AbortSignal, onBacklog: () => Promise<void>): Promise<boolean> => {
    const endsAt = clock.elapsed() + maxRunMs;
    let lane: Promise<void> | undefined;
    const askForHelp = () => (lane ??= onBacklog());
    for (let rounds = 1; !signal.aborted && clock.elapsed() < endsAt; rounds += 1) {
      const working = round();
      const isSlow = (await withTimeout(working, slowRoundMs)) === null;
      if (isSlow) await askForHelp();
      if ((await working) === 0) return true;
      if (rounds > 1) await askForHelp();
    }
    return false;
  };

  return async ({ key, signal }) => {
    if (running >= lanesPerProcess) return { againMs: secondMs };
    running += 1;
    try {
      const lane = Number(key);
      const isEmpty = await drain(signal, () => jobs.enqueue({ kind, key: `${lane + 1}` }));
      if (!isEmpty) return { againMs: 0 };
      return lane === 0 ? {} : null;
    } finally {
      running -= 1;
    }
  };
}
