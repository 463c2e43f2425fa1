import { CalError } from "@reslot/cal";
import type { CoachSyncClaim } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { readerWith } from "../cal-credentials/booking-reader.ts";
import type { OpenConnection } from "../core/connection.ts";
import { importAll } from "./import-listed.ts";
import { readListedFirst } from "./listed-reader.ts";
import { type AccountReading, isNewer, readAccount } from "./read-account.ts";
import { isLive } from "./read-chain.ts";
import { type ReconcileDeps, reportForks } from "./reconcile-booking.ts";
import { reconcileListed } from "./reconcile-listed.ts";
import { emptyCounts, type SyncCounts } from "./sync-counts.ts";
import { syncLeaseMs } from "./sync-round.ts";
import { planSync, retryDelay } from "./sync-schedule.ts";

export type SyncDeps = ReconcileDeps & Needs<"cal" | "calAccounts" | "clock" | "log">;

/**
 * Reads what has changed in a coach's bookings at Cal.com, with the coach's own token: one call where
 * that is enough (see `readAccount`). New meetings become ours where both people are users; ours that
 * were moved, confirmed or cancelled are reconciled. What fails for one booking is logged, counted and
 * stops no other; the next sync then reads the whole list.
 *
 * @returns null when the coach is not connected, or Cal.com refuses the token (which is noted)
 * @throws {CalError} when Cal.com does not answer; what was recorded until then stays
 */
export async function syncCoach(deps: SyncDeps, claim: CoachSyncClaim): Promise<SyncCounts | null> {
  const { userUlid, fence } = claim;
  try {
    const opened = await deps.calAccounts.open(userUlid, { purpose: "sync" });
    if (opened.status === "connected") return await syncAccount(deps, opened, claim);
    await deps.db.coachSyncs.failed({ userUlid, fence, delayMs: retryDelay() });
    return null;
  } catch (error) {
    const askedMs = error instanceof CalError ? error.retryAfterMs : undefined;
    await deps.db.coachSyncs.failed({ userUlid, fence, delayMs: retryDelay(askedMs) });
    if (error instanceof CalError && error.code === "TOKEN_INVALID") return null;
    throw error;
  }
}

async function syncAccount(
  deps: SyncDeps,
  opened: OpenConnection,
  claim: CoachSyncClaim,
): Promise<SyncCounts> {
  const { userUlid: coachUserUlid, fence } = claim;
  const account = await readAccount(deps, opened, claim);
  const counts = { ...emptyCounts(), unreadable: account.unreadable.length };
  reportForked(deps, account, coachUserUlid);
  const fromCal = readerWith(deps, { connection: opened, purpose: "sync" });
  const reader = readListedFirst(fromCal, account.listed);
  const { isComplete } = await reconcileListed(deps, { account, reader, coachUserUlid, counts });
  const left = await importAll(deps, { account, reader, isComplete, counts });
  const skippedRows = counts.unreadable + counts.failed;
  const isDone = skippedRows + counts.missing + counts.moving === 0;
  await deps.db.coachSyncs.done({
    userUlid: coachUserUlid,
    fence,
    cursor: isDone ? account.newest : null,
    skippedRows,
    whole: account.whole && left,
    intervals: planSync(),
  });
  if (isWorthALine(account, counts)) deps.log.info("syncCoach", { coachUserUlid, ...counts });
  return counts;
}

/** The changes overlap those of the sync before: what is left alone is reported with a whole list only. */
function isWorthALine(
  { whole }: AccountReading,
  { known: _known, ...counts }: SyncCounts,
): boolean {
  const { strangers, seated, severalPeople, unsupported, ...news } = counts;
  const hasNews = Object.values(news).some((count) => count > 0);
  return hasNews || (whole !== null && strangers + seated + severalPeople + unsupported > 0);
}

/** Reported when it is seen first, and with each whole list. */
function reportForked(
  deps: SyncDeps,
  { whole, listed, since }: AccountReading,
  coachUserUlid: string,
): void {
  const live = listed.filter(isLive);
  if (!whole && !live.some((booking) => isNewer(booking, since))) return;
  const origins = live.flatMap(({ rescheduledFromUid }) => rescheduledFromUid ?? []);
  const forks = origins.length - new Set(origins).size;
  if (forks > 0) reportForks(deps, { coachUserUlid, forks });
}

/** Syncs a coach now, due or not; null also while another worker does. */
export async function syncCoachNow(
  deps: SyncDeps,
  coachUserUlid: string,
): Promise<SyncCounts | null> {
  const claim = await deps.db.coachSyncs.claimOne({
    userUlid: coachUserUlid,
    leaseMs: syncLeaseMs,
  });
  return claim && syncCoach(deps, claim);
}
