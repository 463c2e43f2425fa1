/** Milliseconds. A day is 24 hours: what a civil day lasts depends on its zone, see `startOfDay`. */
export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;
