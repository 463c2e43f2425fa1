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

/** True while the browser says that it has a connection; servers assume one. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** Tells when the connection is gone, and goes away with the reason. */
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
