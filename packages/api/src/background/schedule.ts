import { hourMs, minuteMs, secondMs } from "@reslot/cal/time";
import { recoverAttempts } from "../reschedule/recover-attempts.ts";
import { deliverMail } from "../notification/deliver-mail.ts";
import type { Ports } from "../app/ports.ts";
import { processWebhooks } from "../sync/process-webhooks.ts";
import { syncCoach } from "../sync/sync-coach.ts";
import { pollBookings } from "../sync/poll-bookings.ts";
import { observeJob } from "../infra/telemetry/observe-job.ts";
import { pruneTables } from "./prune-tables.ts";
import type { JobHandler, Jobs } from "../infra/jobs/jobs.ts";
import { reencryptTokens } from "./reencrypt-tokens.ts";

/** How many connected accounts are looked through, those in use last first. */
const maxCoaches = 1_000;
/** How often it is made sure that every round is still on its way. */
const ensureEveryMs = 5 * minuteMs;

/** Work that is never over. */
interface Round {
  everyMs: number;
  /** What its failures are reported as; a failed round is simply made again. */
  context: `${Uppercase<string>}_ERROR`;
  /** Gives where the next one goes on, if that matters. */
  run(cursor: string | null): Promise<string | null | void>;
}

/** All that happens without anybody asking for it, whatever engine says when. */
export interface BackgroundWork {
  /** Does what is due, and gives how many jobs that were. Ticks may overlap. */
  tick(): Promise<number>;
  /** Resolves when everything that runs has ended. */
  stop(): Promise<void>;
}

/** `roundEveryMs`: how often open attempts, waiting mail and Cal.com's calls are looked at. */
export function createBackgroundWork(
  ports: Ports,
  { jobs, roundEveryMs = secondMs }: { jobs: Jobs; roundEveryMs?: number },
): BackgroundWork {
  const rounds = roundsOf(ports, { jobs, roundEveryMs });
  const handle = (kind: string, handler: JobHandler) =>
    jobs.handle(kind, (run) => observeJob(ports, kind, () => handler(run)));
  for (const [kind, round] of Object.entries(rounds)) {
    handle(kind, async ({ cursor }) => {
      const next = await round.run(cursor).catch((error: unknown) => {
        ports.log.error(round.context, error);
        return cursor;
      });
      return { againMs: round.everyMs, cursor: next ?? null };
    });
  }
  handle("sync-coach", async ({ key }) => {
    await syncCoach(ports, { coachUserUlid: key });
  });

  let ensureAt = 0;
  const ensureRounds = async () => {
    if (ports.clock.now() < ensureAt) return;
    ensureAt = ports.clock.now() + ensureEveryMs;
    try {
      await Promise.all(Object.keys(rounds).map((kind) => jobs.enqueue({ kind })));
    } catch (error) {
      ensureAt = 0;
      throw error;
    }
  };
  return {
    tick: () =>
      ports.telemetry.span("tick", {}, async () => {
        await ensureRounds();
        return jobs.tick();
      }),
    stop: () => jobs.stop(),
  };
}

function roundsOf(
  ports: Ports,
  { jobs, roundEveryMs }: { jobs: Jobs; roundEveryMs: number },
): Record<string, Round> {
  const often = (context: Round["context"], run: (ports: Ports) => Promise<number>): Round => ({
    everyMs: roundEveryMs,
    context,
    run: async () => void (await run(ports)),
  });
  // A coach's whole list, for meetings that are new: one that waits already stays.
  const readListsLater = (coachUserUlids: readonly string[]) =>
    Promise.all(
      coachUserUlids.map((key) =>
        jobs.enqueue({ kind: "sync-coach", key, delayMs: 10 * minuteMs }),
      ),
    );
  return {
    "recover-attempts": often("RECOVER_ATTEMPTS_ERROR", recoverAttempts),
    "deliver-mail": often("DELIVER_MAIL_ERROR", deliverMail),
    "process-webhooks": often("PROCESS_WEBHOOKS_ERROR", processWebhooks),
    "poll-bookings": {
      everyMs: ports.settings.timings.watchEveryMs ?? 15 * secondMs,
      context: "POLL_BOOKINGS_ERROR",
      run: async (cursor) => {
        const { nextCursor, coachUserUlids } = await pollBookings(ports, { cursor });
        await readListsLater(coachUserUlids);
        return nextCursor;
      },
    },
    // Those whose meetings are not here yet too: their mentee may have come after they connected.
    "enqueue-coach-syncs": {
      everyMs: 30 * minuteMs,
      context: "ENQUEUE_COACH_SYNCS_ERROR",
      run: async () => {
        const coaches = await ports.db.calConnections.listConnected({ limit: maxCoaches });
        await readListsLater(coaches.map(({ userUlid }) => userUlid));
      },
    },
    "prune-tables": {
      everyMs: hourMs,
      context: "PRUNE_TABLES_ERROR",
      run: () => pruneTables(ports),
    },
    "reencrypt-tokens": {
      everyMs: hourMs,
      context: "REENCRYPT_TOKENS_ERROR",
      run: () => reencryptTokens(ports),
    },
  };
}
