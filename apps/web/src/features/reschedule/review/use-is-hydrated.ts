"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False in what the server renders, and until scripts run. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
