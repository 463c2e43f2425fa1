import { type Clock, systemClock } from "@reslot/cal/time";

/** How far the server's clock is ahead of this device's, as far as is known. */
let aheadMs: number | null = null;

/** Tells what the server's clock shows now, or showed a moment ago. */
export function noteServerTime(ms: number): void {
  const seen = ms - systemClock.now();
  // What took longer to arrive makes it seem behind.
  aheadMs = aheadMs === null ? seen : Math.max(aheadMs, seen);
}

/** The server's clock: a device's own may be hours off. */
export const serverClock: Clock = {
  now: () => systemClock.now() + (aheadMs ?? 0),
};
