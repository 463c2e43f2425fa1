import type { CalBooking, CalClient } from "@reslot/cal";
import type { AppliedMove } from "@reslot/db";
import { AppError } from "../errors/app-error.ts";
import type { Ports } from "../ports.ts";
import { rememberMove } from "./remember-move.ts";

/** A chain of moves at Cal.com that is longer than this is left to a person. */
const maxHops = 10;

/** What Cal.com's own record says became of a booking. */
export type Fate = "moved" | "unchanged" | "cancelled";

/** Who looks: it is written into the history. */
export type Cause = "request" | "recovery" | "webhook" | "reconcile";

/**
 * Reads a booking at Cal.com and records every move away from it, one after the other. Reading
 * needs no token, so a dead connection cannot stop a recovery.
 *
 * @throws {CalError} when Cal.com does not answer
 */
export async function followSuccessors(
  ports: Ports,
  { calUid, cause }: { calUid: string; cause: Cause },
): Promise<Fate> {
  const chain = await readChain(ports.cal(null), calUid);
  for (const [index, to] of chain.entries()) {
    const from = chain[index - 1];
    if (!from) continue;
    const result = await recordMove(ports, { fromCalUid: from.uid, to, cause });
    if (!result.applied) continue;
    const times = { startTime: from.start, endTime: from.end };
    await rememberMove(ports, { bookingUlid: result.bookingUlid, from: times, to });
  }

  const last = chain.at(-1);
  if (last && isDead(last)) {
    await ports.db.attempts.setUpstreamStatus({
      calBookingId: last.uid,
      status: last.status === "rejected" ? "rejected" : "cancelled",
      newUlids: newUlids(ports),
    });
  }
  if (chain.length > 1) return "moved";
  return last && isDead(last) ? "cancelled" : "unchanged";
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

async function readChain(client: CalClient, calUid: string): Promise<CalBooking[]> {
  const seen = new Set<string>();
  const chain: CalBooking[] = [];
  let next: string | null | undefined = calUid;
  while (next && !seen.has(next)) {
    if (chain.length > maxHops)
      throw new AppError("UNSUPPORTED_BOOKING", { details: { hops: maxHops } });
    seen.add(next);
    const booking: CalBooking = await client.bookings.get(next);
    chain.push(booking);
    next = booking.rescheduledToUid;
  }
  return chain;
}

function isDead({ status, rescheduledToUid }: CalBooking): boolean {
  return (status === "cancelled" || status === "rejected") && !rescheduledToUid;
}
