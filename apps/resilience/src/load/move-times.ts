import { SLOW_MS, type TappedCall } from "./cal-proxy.ts";
import { startIn } from "./check-consistency.ts";
import type { MoveRecord } from "./movers.ts";

/** Epoch ms. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * How long a move took beyond Cal.com's own time, in ms: beyond the reschedule call itself, and beyond calls for its
 * two people that Cal.com was slow with on our command.
 */
export function ownTimeOf(move: MoveRecord, calls: readonly TappedCall[]): number {
  const { askedAt: from, answeredAt: to } = move;
  const during = calls.filter((call) => call.from < to && call.to > from);
  const atCal = during.filter((call) => isItsPost(call, move) || isSlow(call, move));
  return to - from - lengthOf(atCal.map((call) => clip(call, { from, to })));
}

function isItsPost({ method, path, body }: TappedCall, { start, actor }: MoveRecord): boolean {
  const isPost = method === "POST" && path.endsWith("/reschedule");
  return isPost && startIn(body) === start && body.includes(`"${actor.email}"`);
}

function isSlow({ token, from, to }: TappedCall, { booking }: MoveRecord): boolean {
  const tokens = [booking.coach.calApiKey, booking.mentee.calApiKey];
  return to - from >= SLOW_MS && token !== null && tokens.includes(token);
}

function clip(call: Span, { from, to }: Span): Span {
  return { from: Math.max(call.from, from), to: Math.min(call.to, to) };
}

/** Of everything that the spans cover, each moment once. */
function lengthOf(spans: readonly Span[]): number {
  let length = 0;
  let end = -Infinity;
  for (const { from, to } of spans.toSorted((left, right) => left.from - right.from)) {
    length += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return length;
}
