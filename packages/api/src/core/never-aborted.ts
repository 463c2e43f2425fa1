/** A caller in the same process may subscribe without a signal; it stops by leaving the loop. */
export const neverAborted: AbortSignal = new AbortController().signal;
