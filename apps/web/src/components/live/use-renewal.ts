"use client";

import { useEffect, useRef } from "react";

const retryMs = 10_000;

/**
 * Keeps a stream going: asks again a while after it was refused, and has everything read anew when
 * it begins another time, since nobody listened in between. Until then the page's polling goes on.
 */
export function useRenewal(
  { status, reset }: { status: string; reset: () => void },
  readAgain: () => void,
): void {
  const hasBegun = useRef(false);
  const wasHere = useRef(false);
  useEffect(() => {
    if (status === "error") {
      const timer = setTimeout(reset, retryMs);
      return () => clearTimeout(timer);
    }
    const isHere = status === "pending";
    if (isHere && !wasHere.current && hasBegun.current) readAgain();
    hasBegun.current ||= isHere;
    wasHere.current = isHere;
    // Only the change of the status counts; the functions are new with every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [status]);
}
