const preload = new URL("./shift-clock.ts", import.meta.url).href;

/** Variables of a Node program whose clock is `shiftMs` ahead of the machine's; behind it if negative. */
export function shiftedClock(shiftMs: number): Record<string, string> {
  if (shiftMs === 0) return {};
  return { NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT_MS: String(shiftMs) };
}
