"use client";

import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./offline-banner.module.css";

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
  const t = useMessages("frame");
  const isOnline = useIsOnline();
  return (
    <div aria-live="polite">
      {!isOnline && (
        <div className={styles.offline}>
          <WifiOff />
          <p>
            <strong>{t("offline.title")}</strong> {t("offline.body")}
          </p>
        </div>
      )}
    </div>
  );
}
