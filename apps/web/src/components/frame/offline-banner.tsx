"use client";

import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { en } from "@/copy/en.ts";

function subscribe(onChange: () => void): () => void {
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  return () => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  };
}

/** Whether the browser reports a connection; true on the server. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** Shown while the browser is offline. */
export function OfflineBanner() {
  const isOnline = useIsOnline();
  return (
    <div aria-live="polite">
      {!isOnline && (
        <div className="offline">
          <WifiOff className="i" />
          <p>
            <strong>{en.frame.offline.title}</strong> {en.frame.offline.body}
          </p>
        </div>
      )}
    </div>
  );
}
