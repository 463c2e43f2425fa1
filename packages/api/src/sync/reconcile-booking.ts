import type { CalBooking, CalClient } from "@reslot/cal";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import { learnTimeZones } from "./learn-time-zones.ts";
import { type Cause, newUlids, type RecordDeps, recordMove } from "./record-move.ts";

export type ReconcileDeps = RecordDeps & Needs<"cal" | "caches" | "log">;

/** A chain of moves at Cal.com that is longer than this is left to a person. */
const maxHops = 10;

/** The outcome for a booking, by Cal.com's own record. */
export type ReconcileOutcome = "moved" | "unchanged" | "cancelled";

/** What reading the booking at Cal.com has shown. */
export interface Observation {
  outcome: ReconcileOutcome;
  /** False when no booking of ours has ever had one of these uids. */
  isKnown: boolean;
  /** The end of the chain: the booking as it is at Cal.com now. */
  last: CalBooking;
}

/**
 * Reads a booking at Cal.com and records every move away from it, hop by hop, and the status of the
 * last one. Reading needs no token, so a dead connection cannot stop a recovery.
 *
 * @throws {CalError} when Cal.com does not answer, or knows no such booking
 */
export async function reconcileBooking(
  deps: ReconcileDeps,
  { calUid, cause }: { calUid: string; cause: Cause },
): Promise<Observation> {
  const { last, chain } = await readChain(deps.cal(null, { isUrgent: true }), calUid);
  const wasKnown = await recordChain(deps, { chain, cause });
  const isEnded = isDead(last);
  const wasNotOurMove = cause === "webhook" || cause === "reconcile";
  const isToRecord = isEnded || (wasNotOurMove && isLive(last));
  const isKnown = (isToRecord && (await recordStatus(deps, last))) || wasKnown;
  if (isKnown) await learnTimeZones(deps, last);
  if (chain.length > 1) return { outcome: "moved", isKnown, last };
  return { outcome: isEnded ? "cancelled" : "unchanged", isKnown, last };
}

/** Records every move of a chain; false when none of it is ours. */
async function recordChain(
  deps: ReconcileDeps,
  { chain, cause }: { chain: readonly CalBooking[]; cause: Cause },
): Promise<boolean> {
  let isKnown = false;
  for (const [index, to] of chain.entries()) {
    const from = chain[index - 1];
    if (!from) continue;
    const result = await recordMove(deps, { from, to, cause });
    isKnown ||= result.applied || result.why !== "unknownBooking";
  }
  return isKnown;
}

/** Records that a booking was confirmed, cancelled or rejected; false when it is none of ours. */
async function recordStatus(deps: ReconcileDeps, { uid, status }: CalBooking): Promise<boolean> {
  if (status === "unknown") return false;
  const result = await deps.db.attempts.setUpstreamStatus({
    calBookingId: uid,
    status,
    newUlids: newUlids(deps),
  });
  return result.changed || result.why !== "unknownBooking";
}

async function readChain(
  client: CalClient,
  calUid: string,
): Promise<{ last: CalBooking; chain: CalBooking[] }> {
  let last = await client.bookings.get(calUid);
  const chain = [last];
  const seen = new Set([calUid]);
  while (last.rescheduledToUid && !seen.has(last.rescheduledToUid)) {
    if (chain.length > maxHops)
      throw new AppError("UNSUPPORTED_BOOKING", { details: { hops: maxHops } });
    seen.add(last.rescheduledToUid);
    last = await client.bookings.get(last.rescheduledToUid);
    chain.push(last);
  }
  return { last, chain };
}

function isLive({ status }: CalBooking): boolean {
  return status === "accepted" || status === "pending";
}

function isDead({ status, rescheduledToUid }: CalBooking): boolean {
  return (status === "cancelled" || status === "rejected") && !rescheduledToUid;
}
