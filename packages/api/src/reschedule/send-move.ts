import type { CalClient } from "@reslot/cal";
import type { Attempt } from "@reslot/db";
import type { Ports } from "../app/ports.ts";
import { moveFailure } from "./failure.ts";
import type { Participant } from "../core/participant.ts";
import { settleFailure, settleSuccess, type Settled } from "./settle-attempt.ts";

/** An attempt that may now be sent, until `deadline` (ms on our clock). */
export interface Sending {
  attempt: Attempt;
  deadline: number;
}

/**
 * Opens the one door to Cal.com; null when the lease is over and somebody else has the attempt.
 * The deadline lies well before the end of the lease, so that nobody takes the attempt over while
 * the call is on the wire.
 *
 * @throws {AppError} RATE_LIMITED; nothing was sent
 */
export async function startSending(
  ports: Ports,
  { attempt, booking, role }: Participant & { attempt: Attempt },
): Promise<Sending | null> {
  const { leaseMs, postTimeoutMs } = ports.settings.timings;
  const askedAt = ports.clock.now();
  const marked = await ports.db.attempts.markSending({
    attemptUlid: attempt.ulid,
    fence: attempt.fence,
    leaseMs,
    limits: ports.settings.limits,
  });
  switch (marked.kind) {
    case "sending":
      return {
        attempt: marked.attempt,
        deadline: askedAt + Math.min(leaseMs, postTimeoutMs + postMarginMs),
      };
    case "leaseLost":
      return null;
    case "rateLimited": {
      ports.telemetry.count("reslot.rate_limited", { kind: "move" });
      const details = { retryAfterMs: marked.retryAfterMs };
      throw moveFailure({ code: "RATE_LIMITED", booking, role, current: booking, details });
    }
  }
}

/** What marking itself may take without shortening the call. */
const postMarginMs = 2_000;

/**
 * Asks Cal.com once to move the booking and records what the answer proves.
 *
 * @throws {DbError} when that cannot be recorded; the attempt stays open and is recovered later
 */
export async function sendMove(
  ports: Ports,
  {
    attempt,
    deadline,
    client,
    rescheduledBy,
  }: Sending & { client: CalClient; rescheduledBy: string },
): Promise<Settled> {
  const leftMs = Math.min(deadline - ports.clock.now(), ports.settings.timings.postTimeoutMs);
  const request = {
    start: attempt.toStartTime,
    rescheduledBy,
    ...(attempt.reason && { reschedulingReason: attempt.reason }),
  };
  let moved;
  try {
    const signal = AbortSignal.timeout(Math.max(0, leftMs));
    moved = await client.bookings.reschedule(attempt.fromCalUid, request, { signal });
  } catch (error) {
    return settleFailure(ports, attempt, error);
  }
  return settleSuccess(ports, attempt, moved);
}
