import { SLOW_MS, type ProxiedCall } from "./cal-proxy.ts";
import { startOf } from "./check-consistency.ts";
import type { MoveRecord } from "./movers.ts";

/** Epoch ms. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * What Reslot adds to Cal.com's own time for a move, in ms: everything but the reschedule call itself
 * and the calls for its two people that the run made slow.
 */
export function overheadOf(move: MoveRecord, calls: readonly ProxiedCall[]): number {
  const { askedAt: from, answeredAt: to } = move;
  const during = calls.filter((call) => call.from < to && call.to > from);
  const atCal = during.filter((call) => isRescheduleCall(call, move) || isSlow(call, move));
  return to - from - coveredMs(atCal.map((call) => clip(call, { from, to })));
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

function clip(call: Span, { from, to }: Span): Span {
  return { from: Math.max(call.from, from), to: Math.min(call.to, to) };
}

/** The time that the spans cover together, overlaps counted once. */
function coveredMs(spans: readonly Span[]): number {
  let covered = 0;
  let end = -Infinity;
  for (const { from, to } of spans.toSorted((left, right) => left.from - right.from)) {
    covered += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return covered;
}
