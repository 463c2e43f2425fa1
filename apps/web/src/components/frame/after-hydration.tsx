"use client";

import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * Renders its children after hydration, and `fallback` until then. For components that depend on
 * client state: Clerk's render as soon as its script has loaded, which may be during hydration. The
 * mismatch would discard clicks made in between.
 */
export function AfterHydration({
  fallback = null,
  children,
}: {
  fallback?: ReactNode;
  children: ReactNode;
}) {
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return isHydrated ? children : fallback;
}
