"use client";

import { systemClock } from "@reslot/cal/time";
import { useCallback, useRef, useSyncExternalStore } from "react";
import { useDisplayContext } from "./display.tsx";

/**
 * The time in epoch milliseconds, updated every `everyMs`. The first render uses the server's, so
 * that both render the same page.
 */
export function useNow(everyMs: number): number {
  const { serverNow } = useDisplayContext();
  const latest = useRef(serverNow);
  const subscribe = useCallback(
    (onChange: () => void) => {
      const tick = () => {
        latest.current = systemClock.now();
        onChange();
      };
      tick();
      const timer = setInterval(tick, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs],
  );
  return useSyncExternalStore(
    subscribe,
    () => latest.current,
    () => serverNow,
  );
}
