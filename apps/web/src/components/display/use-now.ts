"use client";

import { useCallback, useRef, useSyncExternalStore } from "react";
import { useDisplayContext } from "./display.tsx";
import { noteServerTime, serverClock } from "./server-clock.ts";

/**
 * The server's time in epoch milliseconds, updated every `everyMs`. The first render uses the one of the
 * server's render, so that both are the same.
 */
export function useNow(everyMs: number): number {
  const { serverNow } = useDisplayContext();
  const latest = useRef(serverNow);
  const subscribe = useCallback(
    (onChange: () => void) => {
      const tick = () => {
        latest.current = serverClock.now();
        onChange();
      };
      noteServerTime(serverNow);
      tick();
      const timer = setInterval(tick, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs, serverNow],
  );
  return useSyncExternalStore(
    subscribe,
    () => latest.current,
    () => serverNow,
  );
}
