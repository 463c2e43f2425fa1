const budgets = new WeakMap<AbortSignal, number>();

/** Timeouts run on the simulated clock: the double reads them off the signal. */
export function simulateTimeouts(): () => void {
  const original = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => {
    const { signal } = new AbortController();
    budgets.set(signal, ms);
    return signal;
  };
  return () => {
    AbortSignal.timeout = original;
  };
}

/** How long a call may take that is tied to this signal, in simulated ms. */
export function budgetOf(signal: AbortSignal | undefined): number {
  return (signal && budgets.get(signal)) ?? Number.POSITIVE_INFINITY;
}
