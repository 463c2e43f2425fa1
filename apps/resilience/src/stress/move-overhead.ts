import type { Interval } from "@reslot/cal/time";
import { SLOW_MS, type ProxiedCall } from "../traffic/cal-proxy.ts";
import { startOf } from "./check-consistency.ts";
import type { MoveRecord } from "./movers.ts";

/**
 * What Reslot adds to Cal.com's own time for a move, in ms: everything but the reschedule call itself
 * and the calls for its two people that the run made slow.
 */
export function overheadOf(move: MoveRecord, calls: readonly ProxiedCall[]): number {
  const { askedAt: from, answeredAt: to } = move;
  const during = calls.filter((call) => call.from < to && call.to > from);
  const atCal = during.filter((call) => isRescheduleCall(call, move) || isSlow(call, move));
  return to - from - coveredMs(atCal.map((call) => clip(call, { start: from, end: to })));
}

function isRescheduleCall(
  { method, path, body }: ProxiedCall,
  { start, actor }: MoveRecord,
): boolean {
  const isPost = method === "POST" && path.endsWith("/reschedule");
  return isPost && startOf(body) === start && body.includes(`"${actor.email}"`);
}

function isSlow({ token, from, to }: ProxiedCall, { meeting }: MoveRecord): boolean {
  const tokens = [meeting.coach.calApiKey, meeting.mentee.calApiKey];
  return to - from >= SLOW_MS && token !== null && tokens.includes(token);
}

function clip({ from, to }: ProxiedCall, { start, end }: Interval): Interval {
  return { start: Math.max(from, start), end: Math.min(to, end) };
}

/** The time that the intervals cover together, overlaps counted once. */
function coveredMs(intervals: readonly Interval[]): number {
  let covered = 0;
  let until = -Infinity;
  for (const { start, end } of intervals.toSorted((left, right) => left.start - right.start)) {
    covered += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return covered;
}
