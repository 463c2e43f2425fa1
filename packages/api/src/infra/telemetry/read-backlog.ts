import { type Clock, parseInstant } from "@reslot/cal/time";
import type { Db } from "@reslot/db";
import type { Backlog } from "./telemetry.ts";

/** What waits in the database at this moment, in numbers alone. */
export async function readBacklog({ db, clock }: { db: Db; clock: Clock }): Promise<Backlog> {
  const [inFlight, human, mails, givenUp, sync, credentialsBlocked] = await Promise.all([
    db.backlog.attemptsInFlight(),
    db.backlog.attemptsNeedingHuman(),
    db.backlog.mailsWaiting(),
    db.backlog.mailsGivenUp(),
    db.backlog.sync(),
    db.calBudgets.countBlocked(),
  ]);
  const ageOf = (oldest: string | null) =>
    oldest === null ? 0 : Math.max(0, clock.now() - parseInstant(oldest)) / 1000;
  return {
    attemptsInFlight: inFlight.count,
    oldestAttemptSeconds: ageOf(inFlight.oldest),
    attemptsNeedingHuman: human.count,
    mailsWaiting: mails.count,
    oldestMailSeconds: ageOf(mails.oldest),
    mailsGivenUp: givenUp.count,
    syncLagSeconds: sync.lagMs === null ? null : sync.lagMs / 1000,
    skippedRows: sync.skippedRows,
    credentialsBlocked,
  };
}
