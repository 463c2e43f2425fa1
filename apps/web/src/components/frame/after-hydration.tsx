"use client";

import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * Draws its children only once React has taken the page over, and `fallback` until then. For components that
 * draw by a state the server cannot have: Clerk's do as soon as its script is loaded, and on a slow machine that
 * is before hydration ends. The page would not match the server's, and what was clicked meanwhile would be lost.
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
