/** Timeouts run on the simulated clock, so no signal of one fires while work is idle. */
export function simulateTimeouts(): () => void {
  const original = AbortSignal.timeout;
  AbortSignal.timeout = () => new AbortController().signal;
  return () => {
    AbortSignal.timeout = original;
  };
}
