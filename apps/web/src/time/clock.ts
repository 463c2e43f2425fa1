/** The wall clock, in epoch milliseconds. */
export function now(): number {
  return Date.now();
}
