/** Milliseconds. The stand-ins' own: what shares code with a client cannot contradict it. */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;
