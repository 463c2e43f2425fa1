import type { CalBooking, CalClient } from "@reslot/cal";
import type { AppliedMove } from "@reslot/db";
import { AppError } from "../core/errors/app-error.ts";
import type { Ports } from "../app/ports.ts";
import { rememberMove } from "../app/apply-move-to-caches.ts";

/** A chain of moves at Cal.com that is longer than this is left to a person. */
const maxHops = 10;

/** What Cal.com's own record says became of a booking. */
export type Fate = "moved" | "unchanged" | "cancelled";

/** Who looks: it is written into the history. */
export type Cause = "request" | "recovery" | "webhook" | "reconcile";

/** What a look at Cal.com has shown. */
export interface Observation {
  fate: Fate;
  /** False when no booking of ours has ever had one of these uids. */
  isKnown: boolean;
  /** The end of the chain: the booking as it is at Cal.com now. */
  last: CalBooking;
}

/**
 * Reads a booking at Cal.com and records every move away from it, one after the other, and how its
 * last one stands. Reading needs no token, so a dead connection cannot stop a recovery.
 *
 * @throws {CalError} when Cal.com does not answer, or knows no such booking
 */
export async function reconcileBooking(
  ports: Ports,
  { calUid, cause }: { calUid: string; cause: Cause },
): Promise<Observation> {
  const { last, chain } = await readChain(ports.cal(null, { isUrgent: true }), calUid);
  const wasKnown = await recordChain(ports, { chain, cause });
  const isEnded = isDead(last);
  const looksClosely = cause === "webhook" || cause === "reconcile";
  const isTold = isEnded || (looksClosely && isLive(last));
  const isKnown = (isTold && (await recordStatus(ports, last))) || wasKnown;
  if (chain.length > 1) return { fate: "moved", isKnown, last };
  return { fate: isEnded ? "cancelled" : "unchanged", isKnown, last };
}

/** Records every move of a chain; false when none of it is ours. */
async function recordChain(
  ports: Ports,
  { chain, cause }: { chain: readonly CalBooking[]; cause: Cause },
): Promise<boolean> {
  let isKnown = false;
  for (const [index, to] of chain.entries()) {
    const from = chain[index - 1];
    if (!from) continue;
    const result = await recordMove(ports, { fromCalUid: from.uid, to, cause });
    isKnown ||= result.applied || result.why !== "unknownBooking";
    if (!result.applied) continue;
    const times = { startTime: from.start, endTime: from.end };
    await rememberMove(ports, { bookingUlid: result.bookingUlid, from: times, to });
  }
  return isKnown;
}

/** Records that a booking was confirmed, cancelled or rejected; false when it is none of ours. */
async function recordStatus(ports: Ports, { uid, status }: CalBooking): Promise<boolean> {
  const result = await ports.db.attempts.setUpstreamStatus({
    calBookingId: uid,
    status,
    newUlids: newUlids(ports),
  });
  return result.changed || result.why !== "unknownBooking";
}

/** Records one move Cal.com has made; it may have been known already. */
export async function recordMove(
  ports: Ports,
  { fromCalUid, to, cause }: { fromCalUid: string; to: CalBooking; cause: Cause },
): Promise<AppliedMove> {
  return ports.db.attempts.apply({
    fromCalUid,
    toCalUid: to.uid,
    startTime: to.start,
    endTime: to.end,
    upstreamStatus: to.status === "pending" ? "pending" : "accepted",
    cause,
    newUlids: newUlids(ports),
  });
}

/** Two notifications and two mails may come of one change. */
function newUlids(ports: Ports): string[] {
  return Array.from({ length: 4 }, () => ports.newUlid());
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
