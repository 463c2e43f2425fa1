"use client";

import { useEffect, useRef } from "react";

const retryMs = 10_000;

/**
 * Keeps a stream open: retries some time after an error, and calls `refetch` when it reopens,
 * since events in between were missed. Until then the page's polling continues.
 */
export function useStreamReconnect(
  { status, reset }: { status: string; reset: () => void },
  refetch: () => void,
): void {
  const wasEverOpen = useRef(false);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (status === "error") {
      const timer = setTimeout(reset, retryMs);
      return () => clearTimeout(timer);
    }
    const isOpen = status === "pending";
    if (isOpen && !wasOpen.current && wasEverOpen.current) refetch();
    wasEverOpen.current ||= isOpen;
    wasOpen.current = isOpen;
    // Only a change of the status counts; the functions are new in every render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [status]);
}
